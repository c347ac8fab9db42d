namespace Sed.Exchange.Adapters.Folders;

/// <summary>What the file system says of a file without opening it. Two looks that say the same saw the same octets.</summary>
/// <param name="Kind">What it is; a link is not followed.</param>
/// <param name="Length">Octets.</param>
/// <param name="Written">When the content was last written, in units of the system.</param>
/// <param name="Changed">When content or attributes last changed; 0 where there is no such time.</param>
/// <param name="Device">File system; 0 where it cannot be told.</param>
/// <param name="Number">Number within the file system; 0 where it cannot be told.</param>
/// <param name="Names">Names that the file has: more than one, and somebody may write to it from elsewhere.</param>
internal readonly record struct FileFacts(FileKind Kind, long Length, long Written, long Changed, ulong Device, ulong Number, uint Names)
{
    /// <summary>True for what may be read as a part of a message: a file of one name.</summary>
    public bool IsPlain => Kind == FileKind.File && Names <= 1;
}

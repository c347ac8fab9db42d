namespace Sed.Exchange.Adapters.Folders;

/// <summary>What stands under a name of a folder.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, a junction or another reparse point.</summary>
    Link,

    /// <summary>A device, a pipe, a socket.</summary>
    Other,
}

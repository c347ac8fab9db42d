namespace Sed.Exchange.Containers.Zip;

/// <summary>One entry of an archive.</summary>
public sealed record ZipEntry
{
    /// <summary>Position in the central directory, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Name as stored, decoded; folders end with a slash.</summary>
    public required string Name { get; init; }

    /// <summary>0 stored, 8 deflate.</summary>
    public required int Method { get; init; }

    /// <summary>CRC-32 of the content (ISO 3309).</summary>
    public required uint Crc32 { get; init; }

    /// <summary>Octets as stored in the archive.</summary>
    public required long CompressedSize { get; init; }

    /// <summary>Octets of the content.</summary>
    public required long Size { get; init; }

    /// <summary>Offset of the local header.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Offset of the first stored octet.</summary>
    public long DataOffset { get; init; }

    /// <summary>True for a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');
}

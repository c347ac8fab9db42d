namespace Sed.Exchange.Containers.Containers;

/// <summary>Limits against hostile containers; each names the attack it stops.</summary>
public sealed record ContainerLimits
{
    /// <summary>The defaults.</summary>
    public static ContainerLimits Default { get; } = new();

    /// <summary>Octets of the whole file; stops disks from being filled by one message.</summary>
    public long ContainerBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>Entries of the archive; stops central directories that cost more than the content.</summary>
    public int Entries { get; init; } = 2010;

    /// <summary>Octets of envelope, manifest and signature, each; stops XML and CMS that exhaust memory when parsed.</summary>
    public int MetadataBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Depth of XML; stops stacks from being exhausted.</summary>
    public int XmlDepth { get; init; } = 64;
}

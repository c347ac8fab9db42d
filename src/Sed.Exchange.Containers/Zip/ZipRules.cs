namespace Sed.Exchange.Containers.Zip;

/// <summary>What <see cref="ZipReader"/> takes. Each limit names the attack it stops, each permission the writers that need it.</summary>
public sealed record ZipRules
{
    /// <summary>
    /// The archives this product writes: stored entries in canonical form only. Every octet outside the contents is determined by the
    /// contents, so that nobody on the way can make a second file with the same meaning and another digest.
    /// </summary>
    public static ZipRules Canonical { get; } = new()
    {
        IsCanonical = true,
        AllowDeflate = false,
        AllowDataDescriptors = false,
        AllowComments = false,
        AllowExtraFields = false,
        AllowFolders = false,
    };

    /// <summary>Archives of other people: everything with exactly one meaning.</summary>
    public static ZipRules Foreign { get; } = new();

    /// <summary>Octets of the archive; stops disks from being filled.</summary>
    public long FileBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>Entries; stops directories that cost more than the contents.</summary>
    public int Entries { get; init; } = 10_000;

    /// <summary>Octets of the central directory; it is read into memory.</summary>
    public int CentralDirectoryBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Octets of one entry's content; stops bombs.</summary>
    public long EntryBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>Octets of all contents; stops bombs of many parts.</summary>
    public long TotalBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Content octets per stored octet; deflate cannot exceed 1032, so more is a lie, and less is a stricter guard against bombs.</summary>
    public int Ratio { get; init; } = 1032;

    /// <summary>Octets of an entry from which <see cref="Ratio"/> counts: a short text of one letter is no bomb.</summary>
    public long RatioFrom { get; init; }

    /// <summary>Every field has the one value our writer gives it: 1980-01-01, mode 0644, ZIP64 exactly when needed, entries in order.</summary>
    public bool IsCanonical { get; init; }

    /// <summary>Method 8 besides method 0.</summary>
    public bool AllowDeflate { get; init; } = true;

    /// <summary>Sizes after the content: writers to pipes.</summary>
    public bool AllowDataDescriptors { get; init; } = true;

    /// <summary>Comments of the archive and of entries.</summary>
    public bool AllowComments { get; init; } = true;

    /// <summary>Extra fields besides ZIP64: time stamps and owners of ordinary packers.</summary>
    public bool AllowExtraFields { get; init; } = true;

    /// <summary>Names that are UTF-8 without the flag that says so: the packer of macOS. Octets that are not UTF-8 are never guessed at.</summary>
    public bool AllowBareUtf8 { get; init; }

    /// <summary>Entries for folders.</summary>
    public bool AllowFolders { get; init; } = true;
}

namespace Sed.Exchange.Containers.Directories;

/// <summary>A gateway node.</summary>
public sealed record NodeEntry
{
    /// <summary>Short id: lower-case Latin letters, digits, dashes; 1 to 40.</summary>
    public required string Id { get; init; }

    /// <summary>Base address of its exchange listener, <c>https://host:port</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The node above it; null for the region's node.</summary>
    public string? Parent { get; init; }

    /// <summary>True: only its parent can reach it, and it reaches only its parent (and nodes below itself).</summary>
    public bool ThroughParentOnly { get; init; }

    /// <summary>Accepted TLS certificates.</summary>
    public required IReadOnlyList<PinEntry> TlsPins { get; init; }

    /// <summary>Certificates of receipt keys.</summary>
    public required IReadOnlyList<SealEntry> ReceiptCertificates { get; init; }

    /// <summary>Package formats its installations take.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Largest container it takes, octets.</summary>
    public long MaxContainerBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>Names of suites it can verify.</summary>
    public required IReadOnlyList<string> SuitesAccepted { get; init; }

    /// <summary>Access marks it may relay; empty = only unmarked and <c>общий</c>.</summary>
    public IReadOnlyList<string> MayRelay { get; init; } = [];
}

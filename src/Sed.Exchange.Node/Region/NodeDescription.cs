namespace Sed.Exchange.Node.Region;

/// <summary>A node of <see cref="DirectoryDescription"/>; fields as in the directory.</summary>
public sealed record NodeDescription
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Base address of its exchange listener.</summary>
    public required string Url { get; init; }

    /// <summary>The node above it.</summary>
    public string? Parent { get; init; }

    /// <summary>True: only its parent reaches it.</summary>
    public bool ThroughParentOnly { get; init; }

    /// <summary>Accepted TLS keys.</summary>
    public required IReadOnlyList<PinDescription> Tls { get; init; }

    /// <summary>Certificates of receipt keys.</summary>
    public required IReadOnlyList<CertificateDescription> Receipts { get; init; }

    /// <summary>Package formats its installations take.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Suites it can verify.</summary>
    public required IReadOnlyList<string> SuitesAccepted { get; init; }

    /// <summary>Largest container it takes, octets; null: the default.</summary>
    public long? MaxContainerBytes { get; init; }

    /// <summary>Access marks it may relay.</summary>
    public IReadOnlyList<string> MayRelay { get; init; } = [];
}

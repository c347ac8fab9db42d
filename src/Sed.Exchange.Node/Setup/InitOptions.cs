namespace Sed.Exchange.Node.Setup;

/// <summary>What the options of <c>sedx init</c> say; null: nothing.</summary>
internal sealed record InitOptions
{
    public required string Folder { get; init; }

    public string? NodeId { get; init; }

    public bool Region { get; init; }

    public string? DirectoryFolder { get; init; }

    /// <summary>Each <c>name=…;short=…;inn=…;ogrn=…;sev=…,…;oktmo=…;id=…;superior=…</c>.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    public string? Suite { get; init; }

    public string? Host { get; init; }

    public string? Listen { get; init; }

    public string? ExchangePort { get; init; }

    public string? ApiPort { get; init; }

    public string? ConsolePort { get; init; }

    public string? Parent { get; init; }

    public bool ThroughParentOnly { get; init; }

    public string? DirectoryFile { get; init; }

    public string? Fingerprint { get; init; }

    public string? DataFolder { get; init; }

    public string? TrustFolder { get; init; }

    public string? Tls { get; init; }

    public string? TlsPasswordFile { get; init; }

    public string? Days { get; init; }

    public bool Requests { get; init; }
}

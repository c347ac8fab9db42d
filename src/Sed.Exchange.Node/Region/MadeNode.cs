namespace Sed.Exchange.Node.Region;

/// <summary>A node's folder.</summary>
public sealed record MadeNode
{
    /// <summary>The plan it was made by.</summary>
    public required PlannedNode Plan { get; init; }

    /// <summary>Short id.</summary>
    public string Id => Plan.Id;

    /// <summary>The folder: configuration, keys, directory, trust, data.</summary>
    public required string Folder { get; init; }

    /// <summary><c>node.json</c>: what <c>sedx run --config</c> takes.</summary>
    public string ConfigFile => Path.Combine(Folder, "node.json");

    /// <summary>The data folder: journal and blobs.</summary>
    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Key of TLS, with its password beside it.</summary>
    public KeyPath Tls => KeyPath.In(Folder, "tls");

    /// <summary>Key that signs receipts.</summary>
    public KeyPath Receipts => KeyPath.In(Folder, "node");

    /// <summary>Seal of an organisation served here.</summary>
    public KeyPath SealOf(Guid organisation) => KeyPath.In(Path.Combine(Folder, "seals"), organisation.ToString());

    /// <summary>SHA-256 of the TLS certificate's SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public required string TlsPin { get; init; }

    /// <summary>Base address for other nodes.</summary>
    public Uri Exchange => new($"https://{Plan.ExchangeHost}:{Plan.ExchangePort}");

    /// <summary>Base address for installations.</summary>
    public Uri Api => new($"https://{Plan.ApiHost}:{Plan.ApiPort}");

    /// <summary>Address of the read-only page.</summary>
    public Uri Console => new($"http://127.0.0.1:{Plan.ConsolePort}");
}

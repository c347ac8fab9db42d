using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Node.Region;

/// <summary>A region's files.</summary>
public sealed record MadeRegion
{
    /// <summary>The plan it was made by.</summary>
    public required RegionPlan Plan { get; init; }

    /// <summary>The folder of everything.</summary>
    public required string Folder { get; init; }

    /// <summary>The directory.</summary>
    public required ExchangeDirectory Directory { get; init; }

    /// <summary>The signed directory, <c>directory.asics</c>.</summary>
    public string DirectoryFile => Path.Combine(Folder, "directory.asics");

    /// <summary>SHA-256 of the certificate that signs the directory, lower-case hexadecimal: what goes out of band to every node.</summary>
    public required string DirectoryFingerprint { get; init; }

    /// <summary>Folder for <c>sedx verify --trust</c>: anchors for officials' signatures, the directory and its signer's certificate.</summary>
    public string TrustFolder => Path.Combine(Folder, "trust");

    /// <summary>PEM file of the authority that issued the TLS certificates.</summary>
    public string TlsAuthorityFile => Path.Combine(Folder, "pki", "tls-authority.pem");

    /// <summary>Nodes, in the order of the plan.</summary>
    public required IReadOnlyList<MadeNode> Nodes { get; init; }

    /// <summary>Folders of an organisation's installation.</summary>
    public InstallationFolders FoldersOf(Guid organisation) => new(Path.Combine(Folder, "installations", organisation.ToString()));

    /// <summary>The node with this id.</summary>
    public MadeNode Node(string id) => Nodes.Single(node => node.Id == id);

    /// <summary>Key of an official.</summary>
    public KeyPath KeyOf(PlannedOfficial official) => KeyPath.In(Path.Combine(Folder, "officials"), official.Id);
}

using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Configuration;

/// <summary>A node's configuration, read and in range; whether its files can be used is <see cref="NodeMaterial"/>'s matter. Paths are absolute.</summary>
public sealed record NodeConfiguration
{
    /// <summary>Id in the directory.</summary>
    public required string NodeId { get; init; }

    /// <summary>Data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Listener for nodes.</summary>
    public required ListenAddress Exchange { get; init; }

    /// <summary>Listener for installations.</summary>
    public required ListenAddress Api { get; init; }

    /// <summary>Listener of the administrator's page, or null.</summary>
    public required ListenAddress? Console { get; init; }

    /// <summary>TLS keys: the one in use, and the one that is to follow.</summary>
    public required IReadOnlyList<KeyLocation> Tls { get; init; }

    /// <summary>Receipt keys: the one in use, and the one that is to follow.</summary>
    public required IReadOnlyList<KeyLocation> NodeKeys { get; init; }

    /// <summary>Seals held here.</summary>
    public required IReadOnlyList<SealLocation> Seals { get; init; }

    /// <summary>How often keys and directory are looked at for a change.</summary>
    public required TimeSpan KeyLook { get; init; }

    /// <summary>How often the node above is asked for a newer directory.</summary>
    public required TimeSpan DirectoryAsk { get; init; }

    /// <summary>The signed directory.</summary>
    public required string DirectoryFile { get; init; }

    /// <summary>Fingerprint of the first directory's signer, 64 lower-case hexadecimal digits.</summary>
    public required string DirectoryFingerprint { get; init; }

    /// <summary>Verification policy: the name of one that comes with the program, or a file.</summary>
    public required string Policy { get; init; }

    /// <summary>Anchors for officials' signatures, or null.</summary>
    public required string? TrustFolder { get; init; }

    /// <summary>Authorities of time, or null.</summary>
    public required TimePlace? Timestamps { get; init; }

    /// <summary>Options of stamping.</summary>
    public required StampingOptions Stamping { get; init; }

    /// <summary>How long things are kept.</summary>
    public required RetentionOptions Retention { get; init; }

    /// <summary>Folder of imported lists of accredited authorities, or null.</summary>
    public required string? TrustList { get; init; }

    /// <summary>Certificate that signs them, or null.</summary>
    public required string? TrustListSigner { get; init; }

    /// <summary>Hosts at which certificates of issuers may be asked for.</summary>
    public required IReadOnlyList<string> IssuerHosts { get; init; }

    /// <summary>Where revocation may be asked for: <c>off</c>, <c>public</c> or <c>any</c>.</summary>
    public required string RevocationReach { get; init; }

    /// <summary>Options of asking.</summary>
    public required RevocationFetchOptions Revocation { get; init; }

    /// <summary>Octets of copies of what came.</summary>
    public required long RevocationCacheBytes { get; init; }

    /// <summary>Kind of journal.</summary>
    public required string JournalKind { get; init; }

    /// <summary>Where containers are kept.</summary>
    public required BlobPlace Blobs { get; init; }

    /// <summary>Options of delivery.</summary>
    public required DeliveryOptions Delivery { get; init; }

    /// <summary>Limits of containers.</summary>
    public required ContainerLimits ContainerLimits { get; init; }

    /// <summary>Limits of packages.</summary>
    public required PackageLimits PackageLimits { get; init; }

    /// <summary>Limits of the listeners.</summary>
    public required ListeningLimits Listening { get; init; }

    /// <summary>Limits of uploads in pieces.</summary>
    public required ResumableOptions Resumable { get; init; }

    /// <summary>How receivers of feeds are called.</summary>
    public required WebhookLinkOptions Webhooks { get; init; }

    /// <summary>Options of the link to other nodes.</summary>
    public required HttpPeerOptions Peers { get; init; }

    /// <summary>Routes that the administrator has laid down.</summary>
    public required IReadOnlyList<LaidRoute> Routes { get; init; }

    /// <summary>Installations that exchange files; empty when all call the API.</summary>
    public required IReadOnlyList<FolderPlace> Folders { get; init; }

    /// <summary>Options of their channels.</summary>
    public required FolderOptions FolderOptions { get; init; }
}

using System.Net;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Setup;

/// <summary>Everything that <c>sedx init</c> has to know, checked.</summary>
internal sealed record InitAnswers
{
    /// <summary>Id in the directory.</summary>
    public required string NodeId { get; init; }

    /// <summary>True: this is the region's own node, and the directory with its key is made too.</summary>
    public required bool IsRegion { get; init; }

    /// <summary>Organisations served.</summary>
    public required IReadOnlyList<OrganisationAnswers> Organisations { get; init; }

    /// <summary>Suite of seals, receipts and the directory.</summary>
    public required Suite Suite { get; init; }

    /// <summary>DNS name or IP address by which other nodes reach this one.</summary>
    public required string Host { get; init; }

    /// <summary>Port for other nodes.</summary>
    public required int ExchangePort { get; init; }

    /// <summary>Port for installations.</summary>
    public required int ApiPort { get; init; }

    /// <summary>Port of the page on loopback; 0: no page.</summary>
    public required int ConsolePort { get; init; }

    /// <summary>Address that is listened on for nodes and installations.</summary>
    public required IPAddress Listen { get; init; }

    /// <summary>The node above, or null for the region's own.</summary>
    public required string? Parent { get; init; }

    /// <summary>True: only its parent reaches it.</summary>
    public required bool ThroughParentOnly { get; init; }

    /// <summary>The region's signed directory, or null: not there yet.</summary>
    public required byte[]? Directory { get; init; }

    /// <summary>Fingerprint of its signer, told out of band, or null.</summary>
    public required string? Fingerprint { get; init; }

    /// <summary>Data folder as written to the configuration.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Trust folder as written to the configuration.</summary>
    public required string TrustFolder { get; init; }

    /// <summary>A TLS key issued elsewhere; null: one is made.</summary>
    public required GivenTls? Tls { get; init; }

    /// <summary>How long certificates and, for the region, the directory are valid.</summary>
    public required TimeSpan Validity { get; init; }

    /// <summary>True: requests for a certification authority are written too.</summary>
    public required bool WithRequests { get; init; }

    /// <summary>Where the region's directory and its key go; null unless <see cref="IsRegion"/>.</summary>
    public required string? DirectoryFolder { get; init; }
}

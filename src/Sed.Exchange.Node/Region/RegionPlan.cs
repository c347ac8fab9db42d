using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Region;

/// <summary>A development region on one machine: what <see cref="RegionMaker"/> makes files of.</summary>
public sealed record RegionPlan
{
    /// <summary>Suite of seals, receipt keys and the directory.</summary>
    public required Suite Suite { get; init; }

    /// <summary>
    /// Suite of the officials' signatures on documents. Law demands GOST of them whatever the transport is sealed with.
    /// </summary>
    public Suite OfficialsSuite { get; init; } = Suite.Gost256;

    /// <summary>Nodes; exactly one without parent.</summary>
    public required IReadOnlyList<PlannedNode> Nodes { get; init; }

    /// <summary>Organisations.</summary>
    public required IReadOnlyList<PlannedOrganisation> Organisations { get; init; }

    /// <summary>Officials.</summary>
    public IReadOnlyList<PlannedOfficial> Officials { get; init; } = [];

    /// <summary>
    /// Longest pause between attempts, and how long a peer that failed repeatedly is left alone; null: the node's defaults. Neighbours on one
    /// machine come back within seconds, and nobody wants to wait minutes to see it.
    /// </summary>
    public TimeSpan? LongestPause { get; init; }

    /// <summary>Where the nodes keep their containers; null: in files of their data folders.</summary>
    public PlannedBlobs? Blobs { get; init; }

    /// <summary>Installations exchange files, and their folders are looked at so often; null: they call the API.</summary>
    public TimeSpan? FolderLook { get; init; }

    /// <summary>
    /// Where <c>sedx pki serve</c> will publish for the region's authorities, on loopback; their keys are kept then. Null: they are thrown away, and certificates
    /// name no addresses.
    /// </summary>
    public Uri? Authorities { get; init; }

    /// <summary>How long certificates and directory are valid.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(365);
}

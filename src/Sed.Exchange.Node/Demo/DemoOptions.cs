using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo;

/// <summary>What <c>sedx demo</c> was asked for.</summary>
internal sealed record DemoOptions
{
    /// <summary>Suite of seals, receipts and the directory.</summary>
    public required Suite Suite { get; init; }

    /// <summary>Where everything goes; must be empty or absent.</summary>
    public required string Folder { get; init; }

    /// <summary>True: one JSON document on standard output, the tale on standard error.</summary>
    public bool Json { get; init; }

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "ru";

    /// <summary>True: the nodes are left up until Ctrl+C.</summary>
    public bool Keep { get; init; }

    /// <summary>A storage account for the nodes' containers; null: files.</summary>
    public PlannedBlobs? Blobs { get; init; }

    /// <summary>How installations speak with their nodes.</summary>
    public DemoChannel Channel { get; init; }

    /// <summary>What to spoil before the audit, to see that the audit sees it.</summary>
    public SabotageKind Sabotage { get; init; }
}

using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Doctor;

/// <summary>What the checks look at, gathered once. Nothing here can change anything.</summary>
internal sealed record Patient
{
    /// <summary>Configuration, keys and directory, as far as they can be read.</summary>
    public required NodeCheck Check { get; init; }

    /// <summary>The configuration; values with faults are absent in it.</summary>
    public required NodeConfiguration Configuration { get; init; }

    /// <summary>What the journal says, or null: the node has never run, or its journal cannot be read.</summary>
    public required JournalView? Journal { get; init; }

    /// <summary>Why the journal cannot be read, or null.</summary>
    public required string? JournalFault { get; init; }

    /// <summary>What every neighbour answered; empty when offline.</summary>
    public required IReadOnlyList<(NodeEntry Node, ProbeResult Result)> Peers { get; init; }

    /// <summary>True: nobody was asked.</summary>
    public required bool Offline { get; init; }

    /// <summary>The time of looking.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The language.</summary>
    public required Words Words { get; init; }

    /// <summary>This node in the directory, or null.</summary>
    public NodeEntry? Self => Check.Directory?.FindNode(Configuration.NodeId ?? string.Empty);
}

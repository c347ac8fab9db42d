using System.Collections.Immutable;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Stores;

/// <summary>What a node's disk holds for good: nothing of it goes when the node dies, and nothing else stays.</summary>
internal sealed class Disk
{
    /// <summary>The journal after its last synced commit.</summary>
    public MemoryDisk Journal { get; set; } = MemoryDisk.Empty;

    /// <summary>Synced blobs by name; null: begun, and no octet of it can be relied on.</summary>
    public ImmutableSortedDictionary<string, byte[]?> Blobs { get; set; } = ImmutableSortedDictionary.Create<string, byte[]?>(StringComparer.Ordinal);

    /// <summary>True while nothing can be written.</summary>
    public bool IsFull { get; set; }

    /// <summary>True while letters are turned away because only the reserve is left.</summary>
    public bool IsNearlyFull { get; set; }
}

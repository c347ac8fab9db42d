namespace Sed.Exchange.Scenarios.Durability;

/// <summary>Threads of a node that write.</summary>
internal enum FaultScope
{
    /// <summary>The one thread that writes the journal.</summary>
    Journal,

    /// <summary>All others: blobs and uploads.</summary>
    Files,
}

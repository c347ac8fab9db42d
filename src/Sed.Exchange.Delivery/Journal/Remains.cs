namespace Sed.Exchange.Delivery.Journal;

/// <summary>How much of a message is left. It only ever becomes less.</summary>
public enum Remains
{
    /// <summary>Everything, its octets too.</summary>
    Everything,

    /// <summary>All rows of it; the octets and what was read from them are purged.</summary>
    Metadata,

    /// <summary>Keys, digest, states and the octets of its receipts: what answers a duplicate and proves the delivery.</summary>
    Tombstone,
}

namespace Sed.Exchange.Delivery.Peers;

/// <summary>What the node that is asked was to the node that asks, for one delivery.</summary>
public enum ExchangedHop
{
    /// <summary>Neither: it is the node of the sender or of the recipient.</summary>
    None,

    /// <summary>It handed the container to the one that asks.</summary>
    Previous,

    /// <summary>It got the container from the one that asks.</summary>
    Next,
}

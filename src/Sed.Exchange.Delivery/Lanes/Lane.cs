namespace Sed.Exchange.Delivery.Lanes;

/// <summary>What a delivery is to this node (DESIGN section 4).</summary>
public enum Lane
{
    /// <summary>Admitted here from an installation: this node is the origin.</summary>
    Out,

    /// <summary>On the way through this node.</summary>
    Relay,

    /// <summary>For a mailbox of this node.</summary>
    In,
}

namespace Sed.Exchange.Delivery.Clock;

/// <summary>Why a node is not sure of its clock.</summary>
public enum ClockDoubtKind
{
    /// <summary>It moved otherwise than the monotonic clock: set by hand or by the network, or the machine slept.</summary>
    Jumped,

    /// <summary>At the start it was not where the journal's last note lets it be: the node was off for longer, or the clock is another.</summary>
    NotAsNoted,

    /// <summary>Most of the neighbours that answered show another time.</summary>
    Contradicted,
}

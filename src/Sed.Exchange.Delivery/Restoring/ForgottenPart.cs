namespace Sed.Exchange.Delivery.Restoring;

/// <summary>What this node was in a delivery that a peer tells of and the journal does not have.</summary>
internal enum ForgottenPart
{
    /// <summary>Nothing: it is known here, or it never was this node's.</summary>
    None,

    /// <summary>Its origin.</summary>
    Origin,

    /// <summary>It held the recipient's mailbox and had taken it.</summary>
    Mailbox,

    /// <summary>It had taken it and not verified it yet.</summary>
    Held,

    /// <summary>It had taken it and passed it on.</summary>
    Relay,

    /// <summary>It had refused it.</summary>
    Refuser,

    /// <summary>It had passed it to the one who tells, and only the one it came from can say so.</summary>
    UnknownYet,
}

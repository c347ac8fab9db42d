namespace Sed.Exchange.Delivery.Lanes;

/// <summary>Every state of every lane; which lane has which is in <see cref="LaneTable"/>.</summary>
public enum DeliveryState
{
    /// <summary>Durable here and to be sent to the next hop.</summary>
    Queued,

    /// <summary>The next hop's Relayed is stored here.</summary>
    Sent,

    /// <summary>The recipient's node has it verified and durable.</summary>
    Delivered,

    /// <summary>Will not be delivered; a reason is stored.</summary>
    Refused,

    /// <summary>No proof of delivery reached the origin in time.</summary>
    Undelivered,

    /// <summary>In the mailbox, nobody holds it.</summary>
    Waiting,

    /// <summary>In the mailbox, a client of the installation holds it for a while.</summary>
    Leased,

    /// <summary>The installation confirmed taking it.</summary>
    Collected,

    /// <summary>The installation refused it with a reason.</summary>
    Declined,

    /// <summary>Durable, verdict pending (Relayed was said).</summary>
    Held,
}

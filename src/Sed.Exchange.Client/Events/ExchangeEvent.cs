namespace Sed.Exchange.Client;

/// <summary>One line of your organisations' feed.</summary>
public sealed record ExchangeEvent
{
    /// <summary>Its number: grows in the order in which things became durable, without being consecutive.</summary>
    public required long Number { get; init; }

    /// <summary>When, by the node's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A receipt kind, a report's event, <c>Arrived</c>, <c>LeaseExpired</c>, <c>DeliveryLate</c>, <c>Uncollected</c>… New kinds appear; pass over what you do not know.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation whose feed this is.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>The message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The delivery.</summary>
    public Guid? DeliveryId { get; init; }

    /// <summary>The other organisation: the recipient in the sender's feed, the sender in the recipient's.</summary>
    public Guid? Counterpart { get; init; }

    /// <summary>The receipt that says it, when one does.</summary>
    public Guid? ReceiptId { get; init; }

    /// <summary>The feed's cursor after this event; only of one that a webhook told. Grows within an epoch: pass over what is not beyond the last you noted.</summary>
    public string? Cursor { get; init; }

    /// <summary>A code and bare facts.</summary>
    public string? Detail { get; init; }
}

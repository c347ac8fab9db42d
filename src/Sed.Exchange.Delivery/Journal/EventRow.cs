namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// One line of the append-only journal, and of the feeds of the organisations it concerns. Numbers follow commit order without
/// being consecutive. No document content, no persons' names.
/// </summary>
public sealed record EventRow
{
    /// <summary>Number, given by the journal; 0 before.</summary>
    public long Number { get; init; }

    /// <summary>When, by this node's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation whose feed shows it; null: only the administrator's journal.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>The message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The delivery.</summary>
    public Guid? DeliveryId { get; init; }

    /// <summary>The other organisation: the recipient in the sender's feed, the sender in the recipient's.</summary>
    public Guid? Counterpart { get; init; }

    /// <summary>The receipt, when one says it.</summary>
    public Guid? ReceiptId { get; init; }

    /// <summary>A code and bare facts.</summary>
    public string? Detail { get; init; }
}

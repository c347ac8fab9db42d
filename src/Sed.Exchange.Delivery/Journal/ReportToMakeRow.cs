namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A report that this node has to make from a receipt for one of its own organisations (DESIGN 3.3: what the kinds of receipts are in СЭВ). Written in
/// the commit that stores the receipt, removed in the one that puts the report into the mailbox. Key: <see cref="ReceiptId"/>.
/// </summary>
public sealed record ReportToMakeRow
{
    /// <summary>The receipt that says it.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>The sender of the document, in whose mailbox the report goes.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The document.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The recipient of the document that the report is about.</summary>
    public required Guid Recipient { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Code and detail of the last failed attempt, or null.</summary>
    public string? LastError { get; init; }
}

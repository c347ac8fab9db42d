using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// The reports that the sender of a document asked one of its recipients for: what is owed to it at its node, what its installation owes at the
/// recipient's. Which have come is stated by <see cref="ReportRow"/> and receipts, not here. Key: (<see cref="Sender"/>, <see cref="MessageId"/>,
/// <see cref="Recipient"/>).
/// </summary>
/// <param name="Sender">The sender of the document.</param>
/// <param name="MessageId">The document.</param>
/// <param name="Recipient">Who owes them.</param>
/// <param name="Kinds">The kinds asked for.</param>
/// <param name="Days">For how many days.</param>
/// <param name="Since">sentAt of the document: from when the days count until its delivery is known.</param>
/// <param name="LookAt">At the origin, once delivered: when to look whether something due is overdue; null: nothing to look for (yet, or any more).</param>
/// <param name="ToldAt">When the sender's feed was told that something is overdue; null: never.</param>
public sealed record SubscriptionRow(
    Guid Sender,
    Guid MessageId,
    Guid Recipient,
    ReportKinds Kinds,
    int Days,
    DateTimeOffset Since,
    DateTimeOffset? LookAt = null,
    DateTimeOffset? ToldAt = null);

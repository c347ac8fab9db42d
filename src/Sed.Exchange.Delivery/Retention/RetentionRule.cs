using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Retention;

/// <summary>
/// What may not be purged (DESIGN section 4): the one place that says so. Asked before a commit to find what has lived its time, and again inside it,
/// because a receipt or a hold may have come between.
/// </summary>
internal static class RetentionRule
{
    /// <summary>Why a container must stay as it is; null: the next part of it may go.</summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="container">The container.</param>
    /// <param name="life">How long what would go is kept.</param>
    /// <param name="isStamping">False: nobody stamps here, so no stamp is waited for.</param>
    /// <param name="now">Now.</param>
    public static KeptBecause? WhyKept(IJournalReader journal, ContainerRow container, TimeSpan life, bool isStamping, DateTimeOffset now)
    {
        var deliveries = journal.DeliveriesOf(container.MessageId).Where(delivery => delivery.Container == container.Digest).ToList();
        if (deliveries.Exists(delivery => !IsEnded(delivery))) return KeptBecause.UnderWay;
        if (deliveries.Exists(delivery => delivery.NextAttemptAt is not null)) return KeptBecause.ProofAsked;
        if (EndOf(container, deliveries) + life > now) return KeptBecause.Young;

        // What was reported of a document in dispute is the sealed proof of it.
        if (container.Kind == EnvelopeKind.Report && journal.DocumentsReported(container.Sender, container.MessageId).Any(document => journal.FindHold(document) is not null))
            return KeptBecause.Dispute;
        return WhyKept(journal, container.Digest, container.MessageId, isStamping, now);
    }

    /// <summary>Why what was refused must stay as it is; null: the next part of it may go.</summary>
    public static KeptBecause? WhyKept(IJournalReader journal, RefusalRow refusal, TimeSpan life, bool isStamping, DateTimeOffset now) =>
        refusal.At + life > now ? KeptBecause.Young : WhyKept(journal, refusal.Container, refusal.MessageId, isStamping, now);

    /// <summary>
    /// Number of the first event that a receiver has yet to confirm: it and all after it stay, whatever their age. One that is called no more counts as
    /// well, since it may be enabled and goes on from its place; only its removal lets go of it. Null: nothing is owed to any.
    /// </summary>
    public static long? FirstEventOwed(IJournalReader journal) =>
        journal.Webhooks().SelectMany(hook => journal.EventsAfter(hook.Cursor, [hook.Organisation], 1)).Min(next => (long?)next.Number);

    private static KeptBecause? WhyKept(IJournalReader journal, Containers.Suites.DigestValue container, Guid messageId, bool isStamping, DateTimeOffset now)
    {
        if (journal.FindHold(messageId) is not null) return KeptBecause.Dispute;
        var debts = journal.DebtsOf(container, messageId, now);
        if (!isStamping) debts &= ~Debts.Stamp;
        return debts == Debts.None ? null : KeptBecause.Owed;
    }

    // A relay has done its part when the next node answers for it: once its proof is asked for no more, it waits for nothing.
    private static bool IsEnded(DeliveryRow delivery) => delivery.State switch
    {
        DeliveryState.Delivered or DeliveryState.Refused or DeliveryState.Undelivered or DeliveryState.Collected or DeliveryState.Declined => true,
        DeliveryState.Sent => delivery.Lane == Lane.Relay && delivery.NextAttemptAt is null,
        _ => false,
    };

    // Not before deliverBy: until then the same container may come for another recipient, and its octets serve both.
    private static DateTimeOffset EndOf(ContainerRow container, List<DeliveryRow> deliveries) =>
        deliveries.Select(delivery => delivery.State == DeliveryState.Sent ? delivery.DeliverBy + ChaseSchedule.Patience : delivery.StateSince)
            .Append(container.DeliverBy).Max();
}

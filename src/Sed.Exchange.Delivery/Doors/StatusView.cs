using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Answers "did they get it?": one message with its deliveries and timelines, from what this node has.</summary>
public static class StatusView
{
    /// <summary>
    /// Reads a message; null when this node does not know it. Ids are chosen by senders: two of them may use the same one, by mistake or to
    /// squat it. They are two messages, and <paramref name="maySee"/> says which one the reader asks about: its own, else one sent to it.
    /// </summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="messageId">The id.</param>
    /// <param name="now">By which reports are owed or overdue.</param>
    /// <param name="maySee">Which organisations the reader speaks for; null: every one, and the oldest message is shown.</param>
    public static MessageStatus? Read(IJournalReader journal, Guid messageId, DateTimeOffset now, Func<Guid, bool>? maySee = null)
    {
        var bySender = journal.DeliveriesOf(messageId).GroupBy(delivery => delivery.Sender).Select(group => group.ToList()).ToList();
        var all = bySender.Find(deliveries => maySee?.Invoke(deliveries[0].Sender) != false)
            ?? bySender.Find(deliveries => deliveries.Exists(delivery => maySee!(delivery.Recipient)));
        if (all is null) return null;

        // The origin's view is the sender's answer; elsewhere a node shows what it carries itself.
        var shown = all.GroupBy(delivery => delivery.Recipient).Select(lanes => lanes.OrderBy(delivery => delivery.Lane).First()).ToList();
        if (journal.FindContainer(shown[0].Container) is not { } container) return null;
        var receipts = journal.ReceiptsOf(messageId);

        // Read once: a thousand recipients report several times each.
        var reports = journal.ReportsOf(container.Sender, messageId).ToLookup(report => report.Recipient);
        return new MessageStatus(
            container,
            [.. shown.OrderBy(delivery => delivery.CreatedAt).Select(delivery => new DeliveryStatus(
                delivery, Timeline(delivery, receipts, reports[delivery.Recipient]), OwedReports.Of(journal, delivery, now, reports[delivery.Recipient])))],
            journal.FindHold(messageId));
    }

    private static List<TimelineEntry> Timeline(
        DeliveryRow delivery, IReadOnlyList<ReceiptRow> receipts, IEnumerable<ReportRow> reports) =>
    [
        .. receipts
            .Where(receipt => receipt.Recipient == delivery.Recipient && (receipt.Container == delivery.Container || !receipt.Counts))
            .Select(receipt => new TimelineEntry(
                receipt.IssuedAt, receipt.IssuerNode, receipt.Kind.ToString(), receipt.ReceiptId, receipt.Counts, receipt.Reason, null))
            .Concat(reports
                .Where(report => report.Event != ReportEvent.Reception)
                .Select(report => new TimelineEntry(
                    report.At, report.Node, report.Event.ToString(), null, true, null, report.ReportMessageId, report.Kinds, report.Number)))
            .OrderBy(entry => entry.At),
    ];
}

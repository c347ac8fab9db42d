using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Answers "did they get it?": one message with its deliveries and timelines, from what this node has.</summary>
public static class StatusView
{
    /// <summary>Reads a message; null when this node does not know it.</summary>
    public static MessageStatus? Read(IJournalReader journal, Guid messageId)
    {
        var all = journal.DeliveriesOf(messageId);
        if (all.Count == 0) return null;

        // The origin's view is the sender's answer; elsewhere a node shows what it carries itself.
        var shown = all.GroupBy(delivery => delivery.Recipient).Select(lanes => lanes.OrderBy(delivery => delivery.Lane).First()).ToList();
        if (journal.FindContainer(shown[0].Container) is not { } container) return null;
        var receipts = journal.ReceiptsOf(messageId);
        var reports = journal.ReportsOf(messageId);
        return new MessageStatus(
            container,
            [.. shown.OrderBy(delivery => delivery.CreatedAt).Select(delivery => new DeliveryStatus(delivery, Timeline(delivery, receipts, reports)))]);
    }

    private static List<TimelineEntry> Timeline(
        DeliveryRow delivery, IReadOnlyList<ReceiptRow> receipts, IReadOnlyList<ReportRow> reports) =>
    [
        .. receipts
            .Where(receipt => receipt.Recipient == delivery.Recipient)
            .Select(receipt => new TimelineEntry(
                receipt.IssuedAt, receipt.IssuerNode, receipt.Kind.ToString(), receipt.ReceiptId, receipt.Counts, receipt.Reason, null))
            .Concat(reports
                .Where(report => report.Recipient == delivery.Recipient && report.Event != ReportEvent.Reception)
                .Select(report => new TimelineEntry(
                    report.At, report.Node, report.Event.ToString(), null, true, null, report.ReportMessageId)))
            .OrderBy(entry => entry.At),
    ];
}

using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Reports;

namespace Sed.Exchange.Node.Api;

/// <summary>What the sender of a delivery asked its recipient for.</summary>
internal static class AskedReports
{
    /// <summary>How it stands, in the order of the format; empty when nothing was asked.</summary>
    public static async Task<IReadOnlyList<OwedReport>> FindAsync(IJournal journal, MailboxItem item, DateTimeOffset now, CancellationToken cancel)
    {
        var (sender, recipient) = (item.Delivery.Sender, item.Delivery.Recipient);
        var status = await journal.ReadAsync(
            reader => StatusView.Read(reader, item.Delivery.MessageId, now, organisation => organisation == sender), cancel);
        return status?.Deliveries.FirstOrDefault(delivery => delivery.Delivery.Recipient == recipient)?.OwedReports ?? [];
    }
}

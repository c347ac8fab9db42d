using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Simulation.People;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>Judges what became of reports, in the end: those that installations wrote, and those that nodes owed to senders who asked for them.</summary>
internal static class ReportAudit
{
    /// <summary>Judges a region.</summary>
    public static void Judge(SimulatedRegion region)
    {
        foreach (var node in region.Nodes)
        {
            var journal = node.Disk.Journal;
            foreach (var row in journal.ToMake.Values)
            {
                // Until a person brings the octets back that changed on the disk.
                var isDamaged = journal.Containers.Values.Any(document => document.MessageId == row.MessageId && node.Flipped.Contains(document.Blob));
                var alarms = journal.Events.Count(line => line.Kind == EventKinds.Alarm && line.MessageId == row.MessageId);
                if (!isDamaged || alarms == 0) region.Violate($"{node.Id}: a report from receipt {row.ReceiptId} is still to be made: {row.LastError}; {alarms} alarms");
            }

            foreach (var row in journal.Parked.Values) region.Violate($"{node.Id}: report {row.Container} is still parked");
            foreach (var made in journal.Containers.Values.Where(row => row.MadeFrom is not null).GroupBy(row => row.MadeFrom).Where(made => made.Count() > 1))
                region.Violate($"{node.Id}: {made.Count()} reports were made from receipt {made.Key}");
        }

        // Whose mailbox moved finds the timeline at the old node, and a lost disk may not know any more what was asked.
        if (region.Administrator.IsBusy || region.Nodes.Any(node => node.WasRestored)) return;
        foreach (var letter in region.Installations.SelectMany(writer => writer.Letters).Where(letter => letter.Accepted is not null))
        {
            if (letter.About is { } about) JudgeWritten(region, letter, about);
            else if (letter.IsAsking) JudgeMade(region, letter);
        }
    }

    // What reached the mailbox stands in the timeline of its document.
    private static void JudgeWritten(SimulatedRegion region, Letter report, Letter about)
    {
        var disk = region.Node(about.Home!).Disk.Journal;
        var message = report.Accepted!.Container.MessageId;
        if (!disk.Deliveries.Values.Any(row => row.Lane == Lane.In && row.MessageId == message && row.Sender == report.Sender)) return;
        var entered = disk.Reports.Values.Count(row => row.ReportMessageId == message && row.Recipient == report.Sender && row.MessageId == about.Accepted!.Container.MessageId);
        if (entered != 1) region.Violate($"{about.Home}: report {message} stands {entered} times in the timeline of {about.Accepted!.Container.MessageId}");
    }

    // Who asked for Reception and Registration is told by a report what the receipt says.
    private static void JudgeMade(SimulatedRegion region, Letter letter)
    {
        var disk = region.Node(letter.Home!).Disk.Journal;
        foreach (var row in disk.Deliveries.Values.Where(row => row.Lane == Lane.Out && row.MessageId == letter.Accepted!.Container.MessageId && row.Sender == letter.Sender))
        {
            if (row.State is not (DeliveryState.Collected or DeliveryState.Declined)) continue;
            var kind = row.State == DeliveryState.Collected ? ReceiptKind.Collected : ReceiptKind.Declined;
            if (disk.ToMake.Values.Any(owed => owed.MessageId == row.MessageId && owed.Recipient == row.Recipient)) continue;
            if (!disk.Containers.Values.Any(made => made.MadeFrom is { } receipt && IsOf(disk.Receipts.GetValueOrDefault(receipt), row, kind)))
                region.Violate($"{letter.Home}: message {row.MessageId} is {row.State} for {row.Recipient}, and no report of it was made");
        }
    }

    private static bool IsOf(ReceiptRow? receipt, DeliveryRow row, ReceiptKind kind) =>
        receipt is not null && receipt.Kind == kind && receipt.MessageId == row.MessageId && receipt.Recipient == row.Recipient;
}

using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Simulation.People;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>Judges what became of reports, in the end: those that installations wrote, and those that nodes owed to senders who asked for them.</summary>
internal static class ReportAudit
{
    // A commit may meet the pause of another.
    private static readonly TimeSpan Meanwhile = TimeSpan.FromMinutes(15);

    /// <summary>Judges a region.</summary>
    public static void Judge(SimulatedRegion region)
    {
        foreach (var node in region.Nodes)
        {
            var (journal, everything) = (node.Disk.Journal, node.Everything);
            foreach (var row in journal.ToMake.Values)
            {
                // Until a person brings the octets back that changed on the disk.
                var isDamaged = journal.Containers.Values.Any(document => document.MessageId == row.MessageId && node.Flipped.Contains(document.Blob));
                var alarms = everything.Events.Count(line => line.Kind == EventKinds.Alarm && line.MessageId == row.MessageId);
                if (!isDamaged || alarms == 0) region.Violate($"{node.Id}: a report from receipt {row.ReceiptId} is still to be made: {row.LastError}; {alarms} alarms");
            }

            foreach (var row in journal.Parked.Values) region.Violate($"{node.Id}: report {row.Container} is still parked");
            foreach (var made in everything.Containers.Values.Where(row => row.MadeFrom is not null).GroupBy(row => row.MadeFrom).Where(made => made.Count() > 1))
                region.Violate($"{node.Id}: {made.Count()} reports were made from receipt {made.Key}");
        }

        // Whose mailbox moved finds the timeline at the old node, and who lost a disk may not know any more what was asked.
        foreach (var letter in region.Installations.SelectMany(writer => writer.Letters).Where(letter => letter.Accepted is not null))
        {
            var asker = letter.About ?? letter;
            if (asker.Recipients.Append(asker.Sender).All(region.Administrator.IsSettled) && !region.Node(asker.Home!).WasRestored) JudgeLetter(region, letter);
        }
    }

    private static void JudgeLetter(SimulatedRegion region, Letter letter)
    {
        if (letter.About is { } about) JudgeWritten(region, letter, about);
        else if (letter.AskingDays is not null) JudgeMade(region, letter);
    }

    // What reached the mailbox stands in the timeline of its document.
    private static void JudgeWritten(SimulatedRegion region, Letter report, Letter about)
    {
        var disk = region.Node(about.Home!).Everything;
        var message = report.Accepted!.Container.MessageId;
        if (!disk.Deliveries.Values.Any(row => row.Lane == Lane.In && row.MessageId == message && row.Sender == report.Sender)) return;
        var entered = disk.Reports.Values.Count(row => row.ReportMessageId == message && row.Recipient == report.Sender && row.MessageId == about.Accepted!.Container.MessageId);

        // What names a return code alone finds no document whose texts were gone when it came; nothing finds one of which nothing is left.
        var isThere = region.Node(about.Home!).Disk.Journal.Containers.Values.Any(row => row.MessageId == about.Accepted!.Container.MessageId && (row.MetadataPurgedAt is null || report.InReplyTo is not null));
        if (entered == 0 && !isThere) return;
        if (entered != 1) region.Violate($"{about.Home}: report {message} stands {entered} times in the timeline of {about.Accepted!.Container.MessageId}");
    }

    // Who asked for Reception and Registration is told by a report what the receipt says, of each recipient.
    private static void JudgeMade(SimulatedRegion region, Letter letter)
    {
        var node = region.Node(letter.Home!);
        var disk = node.Everything;
        var reports = disk.Containers.Values.Where(row => row.MadeFrom is not null).ToLookup(row => disk.Receipts.GetValueOrDefault(row.MadeFrom!.Value) is { } receipt ? (receipt.MessageId, receipt.Recipient) : default);
        foreach (var row in disk.Deliveries.Values.Where(row => row.Lane == Lane.Out && row.MessageId == letter.Accepted!.Container.MessageId && row.Sender == letter.Sender))
        {
            ReceiptKind[] kinds = row.State switch
            {
                DeliveryState.Collected => [ReceiptKind.Collected],
                DeliveryState.Declined => [ReceiptKind.Declined],
                DeliveryState.Refused or DeliveryState.Undelivered => [ReceiptKind.Refused, ReceiptKind.Undelivered],
                _ => [],
            };
            if (kinds.Length == 0 || node.Disk.Journal.ToMake.Values.Any(owed => owed.MessageId == row.MessageId && owed.Recipient == row.Recipient)) continue;
            var made = reports[(row.MessageId, row.Recipient)].ToList();
            if (!made.Exists(report => kinds.Contains(disk.Receipts[report.MadeFrom!.Value].Kind)) && !(region.Plan.Weather.ClockJump > 0 && region.Plan.IsPurging) && !WasPurgedBefore(disk, row, kinds))
                region.Violate($"{letter.Home}: message {row.MessageId} is {row.State} for {row.Recipient}, and no report of it was made");
            foreach (var report in made) JudgeContent(region, node, letter, report, disk.Receipts[report.MadeFrom!.Value].Kind);
        }
    }

    // Nobody can report about a document whose octets had lived their time when the receipt came.
    private static bool WasPurgedBefore(MemoryDisk disk, DeliveryRow row, ReceiptKind[] kinds) =>
        disk.Containers[row.Container.ToString()].ContentPurgedAt is { } purged
        && disk.Receipts.Values.Where(receipt => receipt.Counts && receipt.MessageId == row.MessageId && receipt.Recipient == row.Recipient && kinds.Contains(receipt.Kind))
            .All(receipt => receipt.StoredAt + Meanwhile >= purged);

    // It says of the letter what the receipt says, and that no person has written it.
    private static void JudgeContent(SimulatedRegion region, SimulatedNode node, Letter letter, ContainerRow report, ReceiptKind kind)
    {
        if (report.ContentPurgedAt is not null || node.Flipped.Contains(report.Blob)) return;
        using var octets = new MemoryStream(node.Disk.Blobs[report.Blob]!);
        var opened = ContainerFile.Open(octets, new ContainerLimits(), region.Administrator.Last, report.StoredAt, CancellationToken.None);
        if (opened.Verdict.Result != VerdictResult.Passed) region.Violate($"{node.Id}: report {report.MessageId} is not rightly sealed: {opened.Verdict.FirstFailure?.Code}");
        var facts = PackageReader.Read([.. opened.OpenPackage().Select(file => new PackageFile(file.Name, file.Length, file.Open))], PackageLimits.Default).Facts;
        var said = kind == ReceiptKind.Collected ? ReportEvent.Reception : ReportEvent.RegistrationRefused;
        if (facts is not { IsMarkedByNode: true } || !facts.Events.SequenceEqual([said]) || !Guid.TryParse(facts.DocumentUid, out var document) || document != letter.Id)
            region.Violate($"{node.Id}: report {report.MessageId} does not say {said} of letter {letter.Id}");
    }
}

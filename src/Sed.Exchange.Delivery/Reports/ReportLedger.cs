using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>Enters what reports say in the timelines of the documents they are about (DESIGN 3.4).</summary>
internal static class ReportLedger
{
    /// <summary>A document goes to a recipient: what its sender asks for is written down, and reports that came before it are let go.</summary>
    public static void Expect(IJournalTransaction journal, ContainerRow document, Guid recipient, PackageFacts? facts)
    {
        if (document.Kind != EnvelopeKind.Document) return;
        OwedReports.Ask(journal, document, recipient, facts?.Subscription);
        Parking.Release(journal, document, recipient);
    }

    /// <summary>Enters what a report says, in the timeline of its document and in the feed of that document's sender.</summary>
    /// <returns>The document's delivery to the reporter; null: it is no report, or its document is not known here.</returns>
    public static DeliveryRow? Enter(
        IJournalTransaction journal,
        ContainerRow report,
        PackageFacts? facts,
        IReadOnlyCollection<Guid> addressees,
        ExchangeDirectory directory,
        DateTimeOffset now)
    {
        if (report.Kind != EnvelopeKind.Report || report.MadeFrom is not null) return null;
        if (ReportClaim.Of(report, addressees).FindDocument(journal, directory) is not { } document) return null;
        var told = journal.ReportsOf(document.Sender, document.MessageId);
        foreach (var (said, kinds, number) in facts?.Reports ?? [])
        {
            // It may come in two carriages, or come back after a restore for each of its mailboxes.
            if (told.Any(row => row.Recipient == report.Sender && row.ReportMessageId == report.MessageId && row.Event == said)) continue;
            journal.Put(new ReportRow(
                document.Sender, document.MessageId, report.Sender, said, kinds, report.MessageId, report.OriginNode, report.SentAt, number));
            journal.Append(new EventRow
            {
                At = now,
                Kind = said.ToString(),
                Organisation = document.Sender,
                MessageId = document.MessageId,
                DeliveryId = document.DeliveryId,
                Counterpart = report.Sender,
                Detail = $"report {report.MessageId}",
            });
        }

        ControlLedger.EnterReport(journal, report, facts, document, directory);
        return document;
    }
}

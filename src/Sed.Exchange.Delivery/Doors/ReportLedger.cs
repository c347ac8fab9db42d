using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Ties reports to the messages they are about and enters them in those messages' timelines (DESIGN 3.4).</summary>
internal static class ReportLedger
{
    /// <summary>
    /// The message a report of <paramref name="reporter"/> is about: the one it names, else the newest one with its return code, that was for the reporter.
    /// Null: not known here.
    /// </summary>
    public static Guid? Correlate(IJournalReader journal, Guid reporter, Guid? inReplyTo, string? returnCode)
    {
        if (inReplyTo is { } named && IsFor(journal, named, reporter)) return named;
        if (returnCode is null) return null;
        foreach (var container in journal.ContainersByReturnCode(returnCode))
        {
            if (container.Kind == EnvelopeKind.Document && IsFor(journal, container.MessageId, reporter)) return container.MessageId;
        }

        return null;
    }

    /// <summary>Enters what a report says, in the timeline of its message and in the feed of that message's sender.</summary>
    public static void Enter(
        IJournalTransaction journal, ContainerRow report, IReadOnlyList<ReportEvent> events, DateTimeOffset now)
    {
        if (report.Kind != EnvelopeKind.Report || events.Count == 0) return;
        if (Correlate(journal, report.Sender, report.InReplyTo, report.ReturnCode) is not { } about) return;
        var original = journal.DeliveriesOf(about).First(delivery => delivery.Recipient == report.Sender);
        foreach (var said in events.Distinct())
        {
            journal.Put(new ReportRow(about, report.Sender, said, report.MessageId, report.OriginNode, report.SentAt));
            journal.Append(new EventRow
            {
                At = now,
                Kind = said.ToString(),
                Organisation = original.Sender,
                MessageId = about,
                DeliveryId = original.DeliveryId,
                Counterpart = report.Sender,
                Detail = $"report {report.MessageId}",
            });
        }
    }

    private static bool IsFor(IJournalReader journal, Guid messageId, Guid recipient) =>
        journal.DeliveriesOf(messageId).Any(delivery => delivery.Recipient == recipient);
}

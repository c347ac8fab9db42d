using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <content>Reports that this node makes itself.</content>
public sealed partial class Admission
{
    /// <summary>
    /// Puts a report that this node made from a receipt into the mailbox of the organisation that the receipt is for, as a message of its own to itself:
    /// nobody else is spoken for. Sealed by the node's key, as the operator's seal.
    /// </summary>
    /// <returns>What was accepted, now or before; or why it is no package, for ever.</returns>
    /// <exception cref="JournalException">Not durable; it is still to be made.</exception>
    /// <exception cref="BlobException">Not durable; it is still to be made.</exception>
    internal async Task<AdmissionResult> PlaceAsync(MadeReport report, CancellationToken cancel)
    {
        // 1. What it says, and where it goes.
        var reading = PackageReader.Read(report.Files, _parts.PackageLimits);
        if (reading.Facts is not { } facts)
            return new AdmissionResult.NotTaken(new Problem(ProblemCodes.PackageInvalid, reading.Faults.FirstOrDefault(fault => fault.Refuses)?.Code));
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var current = _directory.Current;
        var here = current.FindNode(_parts.Identity.NodeId)!;
        var plan = new AdmissionPlan
        {
            Facts = facts,
            Sender = report.Organisation,
            Seal = _parts.Identity.ReceiptKey(current, now),
            Recipients = [new PlannedRecipient(report.Organisation, here, new Route.Here())],
            Signatures = [],
            Findings = [],
            SentAt = now,
            DeliverBy = now + _parts.Options.DeliverBy,
        };
        var repetition = Repetition.Of(report, facts);
        if (await FindRoomProblemAsync(plan.Recipients, report.Files.Sum(file => file.Length), cancel).ConfigureAwait(false) is { } full)
            return new AdmissionResult.NotTaken(full);

        // 2. Sealed and looked at like any other.
        await using var spool = await Spool.BeginAsync(_parts, cancel).ConfigureAwait(false);
        var container = ContainerFile.Write(spool.Content, Draft(plan, report.InReplyTo, priority: null), report.Files, plan.Seal!, cancel);
        if (SealProblem(spool.Content, container.Digest, cancel) is { } unusable) return new AdmissionResult.NotTaken(unusable);
        await spool.SyncAsync(cancel).ConfigureAwait(false);

        // 3. One commit with the debt that it pays.
        var row = ContainerRow.Of(container.Envelope, container.Digest, spool.Name, container.Length, now) with { Subject = facts.Subject, MadeFrom = report.ReceiptId };
        return await CommitAsync(
            plan, row, container.Envelope, repetition.ToRow(RecipientsOf(plan), row), spool,
            journal => repetition.Find(journal, plan),
            cancel,
            journal => journal.RemoveReportToMake(report.ReceiptId),
            report.PerhapsSeen).ConfigureAwait(false);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>
/// Makes reports from receipts for organisations of this node that asked for them (DESIGN 3.3): Collected is СЭВ's Reception; Refused, Declined and
/// Undelivered are its Failure. What is to be made was written down with the receipt; it is made once, whatever dies in between, and as long as a
/// fault of this node lasts, it waits.
/// </summary>
internal sealed class ReportMaker(GatewayParts parts, DirectoryKeeper directory, Admission admission, ClockWatch clock)
{
    private const int Batch = 50;

    private readonly ILogger _logger = parts.Logging.CreateLogger<ReportMaker>();

    // The passport read last: receipts of one document come together, and its container may be a gigabyte.
    private (DigestValue Container, SevDocInfo? Passport)? _last;

    // As the one read last: what is damaged is read once in a run, and told to a person once in a life.
    private (DigestValue Container, BlobException Fault)? _damaged;
    private readonly HashSet<DigestValue> _told = [];

    /// <summary>Makes what is due.</summary>
    /// <returns>When to come back; null: at the next beat.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            var due = await parts.Journal.ReadAsync(journal => journal.DueReportsToMake(now, Batch), cancel).ConfigureAwait(false);
            if (due.Count == 0) break;
            foreach (var row in due) await MakeAsync(row, cancel).ConfigureAwait(false);
        }

        _last = null;
        _damaged = null;
        return null;
    }

    private async Task MakeAsync(ReportToMakeRow row, CancellationToken cancel)
    {
        // 1. Still to be said?
        var (receipt, container, needless, mayBeKnown) = await parts.Journal.ReadAsync(
            journal =>
            {
                var found = journal.FindReceipt(row.ReceiptId)!;
                return (
                    found, journal.FindContainer(found.Container), Needless(journal, row, found),
                    Restoration.MayHaveForgotten(journal, found.IssuedAt));
            },
            cancel).ConfigureAwait(false);
        var organisation = directory.Current.FindOrganisation(row.Sender);
        needless ??= container is null ? "its document is not here"
            : container.Remains != Remains.Everything ? "its document is purged"
            : organisation?.Node != parts.Identity.NodeId ? "its organisation has left this node"
            : organisation.ValidTo <= clock.SureNow ? "its organisation is dissolved, and nobody speaks for it any more"
            : null;
        if (needless is not null)
        {
            await DropAsync(row, needless, cancel).ConfigureAwait(false);
            return;
        }

        // 2. The document reported about.
        SevDocInfo? document;
        try
        {
            document = await ReadAsync(container!, cancel).ConfigureAwait(false);
        }
        catch (BlobException unreadable)
        {
            await PostponeAsync(row, new Problem(PeerCodes.BlobUnreadable, unreadable.Message), cancel, isDamage: !unreadable.IsTransient && !_told.Contains(container!.Digest))
                .ConfigureAwait(false);

            // Only now: a full disk may have kept the alarm from being entered.
            if (!unreadable.IsTransient) _told.Add(container!.Digest);
            return;
        }

        if (document is null)
        {
            await DropAsync(row, "its document has no passport of СЭВ", cancel).ConfigureAwait(false);
            return;
        }

        // 3. Into the mailbox, in one commit with this debt.
        byte[] octets;
        try
        {
            octets = Write(document, receipt, row);
        }
        catch (Exception unwritable) when (unwritable is not (OperationCanceledException or OutOfMemoryException))
        {
            // What a passport says can be read and yet not be said again, as when it becomes too large: its sender's own trouble, and never the end of this node.
            await DropAsync(row, $"the passport of its document gives no right report ({unwritable.GetType().Name})", cancel).ConfigureAwait(false);
            return;
        }

        var report = new MadeReport(
            organisation!,
            [new PackageFile(SevReport.FileName, octets.Length, () => new MemoryStream(octets, writable: false))],
            row.MessageId,
            row.ReceiptId,
            MadeReport.KeyOf(row.MessageId, row.Recipient, receipt.Kind.ToString()),
            PerhapsSeen: mayBeKnown);
        AdmissionResult result;
        try
        {
            result = await admission.PlaceAsync(report, cancel).ConfigureAwait(false);
        }
        catch (BlobException notStored) when (notStored.IsTransient)
        {
            await PostponeAsync(row, new Problem(ProblemCodes.NotDurable, notStored.Message), cancel).ConfigureAwait(false);
            return;
        }

        switch (result)
        {
            case AdmissionResult.Accepted { Repeated: false } placed:
                Log.ReportMade(_logger, placed.Container.MessageId, row.MessageId, row.Sender, row.ReceiptId, receipt.Kind.ToString());
                break;
            case AdmissionResult.NotTaken { Problem: { Code: ProblemCodes.PackageInvalid } problem }:
                await DropAsync(row, $"the passport of its document gives no right report ({problem.Detail})", cancel).ConfigureAwait(false);
                break;
            case AdmissionResult.NotTaken notTaken when notTaken.Problem.Code != ProblemCodes.IdempotencyConflict:
                await PostponeAsync(row, notTaken.Problem, cancel).ConfigureAwait(false);
                break;
            default:
                await DropAsync(row, "it was made before", cancel).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Why nothing need be said (any more); null: it must.</summary>
    private string? Needless(IJournalReader journal, ReportToMakeRow row, ReceiptRow receipt)
    {
        if (!parts.Options.NodeReports) return "delivery.nodeReports is off";
        bool IsMade(ReceiptKind kind) => journal.FindIdempotency(row.Sender, MadeReport.KeyOf(row.MessageId, row.Recipient, kind.ToString())) is not null;
        if (IsMade(receipt.Kind)) return "it was made before";
        var said = journal.ReportsOf(row.Sender, row.MessageId).Where(report => report.Recipient == row.Recipient).ToList();
        var state = journal.FindDelivery(Lane.Out, row.Sender, row.MessageId, row.Recipient)?.State;
        return receipt.Kind switch
        {
            ReceiptKind.Collected when said.Exists(report => report.Event == ReportEvent.Reception) => "the recipient's installation said it itself",
            ReceiptKind.Declined when said.Exists(report => report.Event == ReportEvent.RegistrationRefused) => "the recipient's installation said it itself",
            ReceiptKind.Refused or ReceiptKind.Undelivered when state is DeliveryState.Delivered or DeliveryState.Collected or DeliveryState.Declined =>
                "it was delivered after all",
            ReceiptKind.Refused when IsMade(ReceiptKind.Undelivered) => "that it was not delivered was reported before",
            ReceiptKind.Undelivered when IsMade(ReceiptKind.Refused) => "that it was not delivered was reported before",
            _ => null,
        };
    }

    private async Task<SevDocInfo?> ReadAsync(ContainerRow container, CancellationToken cancel)
    {
        if (_last is { } last && last.Container == container.Digest) return last.Passport;
        if (_damaged is { } damaged && damaged.Container == container.Digest) throw damaged.Fault;
        try
        {
            var passport = await OpenAsync(container, cancel).ConfigureAwait(false);
            _last = (container.Digest, passport);
            return passport;
        }
        catch (BlobException fault) when (!fault.IsTransient)
        {
            _damaged = (container.Digest, fault);
            throw;
        }
    }

    private async Task<SevDocInfo?> OpenAsync(ContainerRow container, CancellationToken cancel)
    {
        await using var octets = await parts.Blobs.OpenAsync(container.Blob, cancel).ConfigureAwait(false);
        var opened = ContainerFile.Open(octets, parts.ContainerLimits, directory.Current, container.StoredAt, cancel);
        if (opened.Envelope is null) throw BlobException.Damage($"The stored container of message {container.MessageId} is no longer what was sealed (blob {container.Blob}).");
        var passport = opened.OpenPackage().FirstOrDefault(file =>
            file.Name.Equals(SevDocInfo.FileName, StringComparison.OrdinalIgnoreCase) && file.Length <= parts.PackageLimits.PassportBytes);
        if (passport is null) return null;
        using var content = passport.Open();
        using var all = new MemoryStream();
        content.CopyTo(all);
        return SevReader.Read(all.ToArray(), parts.PackageLimits).DocInfo;
    }

    private byte[] Write(SevDocInfo document, ReceiptRow receipt, ReportToMakeRow row)
    {
        var zone = document.Header.Time.Offset ?? SevTime.UsualZone;
        var basis = new SevReportBasis(IdOf(row.ReceiptId), TimeOf(receipt).ToOffset(zone), new SevSender
        {
            Contact = ContactOf(document, row.Recipient),
            Edms = SevReports.Product,
        });
        var report = receipt.Kind == ReceiptKind.Collected
            ? SevReports.Reception(document, basis)
            : SevReports.Failure(document, basis, RefusalOf(receipt));
        var mark = new SevNodeMark(parts.Identity.NodeId, receipt.ReceiptId, receipt.Kind.ToString(), receipt.IssuerNode);
        return SevWriter.Write(mark.On(report), new SevWriterOptions { Generation = document.Header.Sender.Edms.GenerationUnderstood() });
    }

    /// <summary>The recipient as the sender itself wrote it, so that its installation knows who is meant; else as the directory has it.</summary>
    private SevContact ContactOf(SevDocInfo document, Guid recipient)
    {
        var current = directory.Current;
        var written = document.Header.Recipient.Contacts.FirstOrDefault(contact =>
            contact.Organization.Uid is { } index && current.FindByIndex(index).Any(organisation => organisation.Id == recipient));
        if (written is not null) return written;
        var known = current.FindOrganisation(recipient);
        return new SevContact
        {
            Organization = new SevOrganization
            {
                Uid = known?.SevIndexes is [var index, ..] ? index : SevIndex.Text(recipient),
                ShortName = known?.ShortName ?? known?.Name ?? SevIndex.Text(recipient),
            },
        };
    }

    private static SevRefusal RefusalOf(ReceiptRow receipt)
    {
        var means = receipt.Reason is { } reason && TextCatalogue.All("ru").TryGetValue(reason, out var text) ? text.Means : receipt.Reason ?? "Причина не названа.";
        var (code, title, decision) = receipt.Kind switch
        {
            ReceiptKind.Declined => (SevRefusal.ByInstallation, "Система получателя отказалась от документа.", "Документ не зарегистрирован."),
            ReceiptKind.Undelivered => (SevRefusal.NoProof, "Документ не доставлен в срок.", "Считать документ недоставленным."),
            _ => (SevRefusal.OnTheWay, "Документ не принят к доставке.", "Документ не доставлен."),
        };
        return new SevRefusal
        {
            Group = SevRefusal.TransportGroup,
            Title = title,
            Faults = [new SevRefusalFault(code, $"{means} Сообщает узел обмена {receipt.IssuerNode}, квитанция {receipt.ReceiptId}.")],
            Decision = decision,
            MachineCode = receipt.Reason,
        };
    }

    // Its issuer writes any time it likes; what a calendar of СЭВ cannot say in some zone is said as when it came.
    private static DateTimeOffset TimeOf(ReceiptRow receipt) => receipt.IssuedAt < receipt.StoredAt ? receipt.IssuedAt : receipt.StoredAt;

    // UUIDv8 (RFC 9562) of the receipt: made again after a restore, it is the same message to the installation.
    private static Guid IdOf(Guid receipt)
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes($"sedx-node-report\n{receipt}"))[..16];
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return new Guid(octets, bigEndian: true);
    }

    private async Task DropAsync(ReportToMakeRow row, string why, CancellationToken cancel)
    {
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.RemoveReportToMake(row.ReceiptId);
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.ReportNeedless(_logger, row.MessageId, row.ReceiptId, why);
    }

    // Octets that are damaged are brought back from a backup by a person, who is told once of all their reports.
    private async Task PostponeAsync(ReportToMakeRow row, Problem problem, CancellationToken cancel, bool isDamage = false)
    {
        var next = RetrySchedule.Next(parts, row.Attempts + 1, problem.RetryAfter);
        var error = RetrySchedule.Error(problem.Code, problem.Detail);
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.Put(row with { Attempts = row.Attempts + 1, NextAttemptAt = next, LastError = error });
                if (isDamage && row.LastError != error)
                    journal.Append(new EventRow { At = parts.Time.GetUtcNow(), Kind = EventKinds.Alarm, MessageId = row.MessageId, ReceiptId = row.ReceiptId, Detail = $"no report can be made: {error}" });
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.ReportNotMade(_logger, row.MessageId, row.ReceiptId, problem.Code, problem.Detail, next);
    }
}

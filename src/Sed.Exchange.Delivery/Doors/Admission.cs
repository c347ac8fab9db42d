using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// The door for installations: everything that can fail for a reason of the package fails here, synchronously; whatever passes is
/// sealed, verified, synced and committed before anybody hears of it (promise 1).
/// </summary>
public sealed partial class Admission
{
    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;
    private readonly ReceiptDesk _desk;
    private readonly ReceiptLedger _ledger;
    private readonly Pulse _work;
    private readonly Pulse _mail;
    private readonly AdmissionPlanner _planner;
    private readonly Restoration _restoration;
    private readonly ClockWatch _clock;
    private readonly ILogger _logger;

    internal Admission(GatewayParts parts, DirectoryKeeper directory, ReceiptDesk desk, ReceiptLedger ledger, Restoration restoration, ClockWatch clock, Pulse work, Pulse mail)
    {
        _clock = clock;
        _restoration = restoration;
        _parts = parts;
        _directory = directory;
        _desk = desk;
        _ledger = ledger;
        _work = work;
        _mail = mail;
        _planner = new AdmissionPlanner(parts, directory, clock);
        _logger = parts.Logging.CreateLogger<Admission>();
    }

    /// <summary>Takes a package, all recipients or none.</summary>
    /// <exception cref="JournalException">Not durable; the client tries again with the same key.</exception>
    /// <exception cref="BlobException">Not durable; the client tries again with the same key.</exception>
    public async Task<AdmissionResult> SubmitAsync(Submission submission, CancellationToken cancel)
    {
        if ((_restoration.Shut ?? _clock.Shut) is { } shut) return NotTaken(submission.Client, shut);

        // 1. What can fail for a reason of the package.
        var (plan, problem, claim) = _planner.Plan(submission);

        // 2. The same submission again is answered as it was answered, also when it would not be taken any more.
        var repetition = Repetition.Of(submission, claim);
        var known = repetition is null
            ? null
            : await _parts.Journal.ReadAsync(journal => repetition.Find(journal, plan), cancel).ConfigureAwait(false);
        if (known is not null) return known is AdmissionResult.NotTaken refused ? NotTaken(submission.Client, refused.Problem) : known;
        if (plan is null) return NotTaken(submission.Client, problem!);

        // 3. Room, here and in the queues.
        var length = submission.Files.Sum(file => file.Length);
        if (await FindRoomProblemAsync(plan.Recipients, length, cancel).ConfigureAwait(false) is { } full) return NotTaken(submission.Client, full);

        // 4. Seal into an announced blob, look at what was written, sync.
        await using var spool = await Spool.BeginAsync(_parts, cancel).ConfigureAwait(false);
        var draft = Draft(plan, await FindReportedAsync(submission, plan, cancel).ConfigureAwait(false), submission.Priority);
        var container = ContainerFile.Write(spool.Content, draft, submission.Files, plan.Seal!, cancel);
        if ((SizeProblem(plan, container.Length) ?? SealProblem(spool.Content, container.Digest, cancel)) is { } unusable) return NotTaken(submission.Client, unusable);
        await spool.SyncAsync(cancel).ConfigureAwait(false);

        // 5. Sign what the commit will state, and commit.
        var row = ToRow(container, spool.Name, plan, submission);
        var idempotency = repetition?.ToRow(RecipientsOf(plan), row);
        var result = await CommitAsync(
            plan, row, container.Envelope, idempotency, spool, journal => repetition?.Find(journal, plan), cancel).ConfigureAwait(false);
        return result is AdmissionResult.NotTaken conflict ? NotTaken(submission.Client, conflict.Problem) : result;
    }

    /// <summary>Takes a container that the installation sealed itself; the same container again is answered as it was answered.</summary>
    /// <param name="organisations">Organisations the client may speak for.</param>
    /// <param name="client">Id of the client.</param>
    /// <param name="clientReference">The client's own reference.</param>
    /// <param name="container">All octets.</param>
    /// <param name="cancel">Stops the work before the commit.</param>
    public async Task<AdmissionResult> SubmitContainerAsync(
        IReadOnlyList<Guid> organisations, string client, string? clientReference, Stream container, CancellationToken cancel)
    {
        if ((_restoration.Shut ?? _clock.Shut) is { } shut) return NotTaken(client, shut);

        // 1. Spool, limits first.
        if (!_parts.Blobs.HasRoomFor(0)) return NotTaken(client, new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromMinutes(1) });
        await using var spool = await Spool.BeginAsync(_parts, cancel).ConfigureAwait(false);
        if (await Intake.CopyAsync(container, spool.Content, _parts.ContainerLimits.ContainerBytes, _parts.Blobs, cancel).ConfigureAwait(false) is not { } length)
            return NotTaken(client, new Problem(ProblemCodes.TooLarge, $"{_parts.ContainerLimits.ContainerBytes} octets are taken"));

        // 2. The same container again is answered as it was answered, also when it would not be taken any more.
        spool.Content.Position = 0;
        var now = _parts.Time.GetUtcNow();
        var opened = ContainerFile.Open(spool.Content, _parts.ContainerLimits, _directory.Current, now, cancel);
        var (plan, row, problem) = PlanContainer(organisations, client, clientReference, opened, length, spool.Name, now);
        var known = await _parts.Journal.ReadAsync(journal => FindContainer(journal, opened.Digest, organisations, plan), cancel).ConfigureAwait(false);
        if (known is not null) return known;
        if (plan is null) return NotTaken(client, problem!);
        if (await FindRoomProblemAsync(plan.Recipients, length, cancel).ConfigureAwait(false) is { } full) return NotTaken(client, full);

        // 3. Sync, sign, commit.
        await spool.SyncAsync(cancel).ConfigureAwait(false);
        var result = await CommitAsync(
            plan, row!, opened.Envelope!, idempotency: null, spool, journal => RepeatedContainer(journal, plan, row!, organisations), cancel).ConfigureAwait(false);
        return result is AdmissionResult.NotTaken conflict ? NotTaken(client, conflict.Problem) : result;
    }

    /// <summary>Says what <see cref="SubmitAsync"/> would say; nothing is stored.</summary>
    public async Task<PreflightResult> CheckAsync(Submission submission, CancellationToken cancel)
    {
        if ((_restoration.Shut ?? _clock.Shut) is { } shut) return new PreflightResult(shut, [], []);
        var (plan, problem, claim) = _planner.Plan(submission);
        if (Repetition.Of(submission, claim) is { } repetition
            && await _parts.Journal.ReadAsync(journal => repetition.Find(journal, plan), cancel).ConfigureAwait(false) is { } known
            && (known is AdmissionResult.Accepted || submission.IdempotencyKey is not null))
        {
            // Without a key nobody can tell under which it will be handed in: another of its own is no conflict.
            return known is AdmissionResult.Accepted accepted
                ? new PreflightResult(null, [.. accepted.Deliveries.Select(delivery => delivery.Recipient)], accepted.Findings)
                : new PreflightResult(((AdmissionResult.NotTaken)known).Problem, [], claim!.Findings);
        }

        if (plan is null) return new PreflightResult(problem, [], problem!.Findings);
        var full = await FindRoomProblemAsync(plan.Recipients, submission.Files.Sum(file => file.Length), cancel).ConfigureAwait(false);
        return new PreflightResult(full, [.. plan.Recipients.Select(recipient => recipient.Organisation.Id)], plan.Findings);
    }

    /// <summary>What was said when this message was taken; null: none of these organisations sent it from here.</summary>
    public Task<AdmissionResult.Accepted?> FindAcceptedAsync(IReadOnlyCollection<Guid> organisations, Guid messageId, CancellationToken cancel) =>
        _parts.Journal.ReadAsync(
            journal =>
            {
                var deliveries = journal.DeliveriesOf(messageId).Where(delivery => delivery.Lane == Lane.Out && organisations.Contains(delivery.Sender)).ToList();
                if (deliveries.Count == 0) return null;
                return AsAnswered(journal, journal.FindContainer(deliveries[0].Container)!, []);
            },
            cancel);

    /// <summary>What can fail for a reason of the container or of the package in it.</summary>
    private (AdmissionPlan? Plan, ContainerRow? Row, Problem? Problem) PlanContainer(
        IReadOnlyList<Guid> organisations, string client, string? clientReference, OpenedContainer opened, long length, string blob, DateTimeOffset now)
    {
        // 1. The seal must hold, be the sender's, and name this node as origin.
        (AdmissionPlan?, ContainerRow?, Problem?) Stop(Problem problem) => (null, null, problem);
        if (opened.Envelope is not { } envelope || opened.Verdict.Result != VerdictResult.Passed || opened.Seal is null)
            return Stop(new Problem(ProblemCodes.ContainerInvalid, opened.Verdict.FirstFailure?.Code) { Findings = [.. opened.Verdict.AllFindings()] });
        if (envelope.SenderNode != _parts.Identity.NodeId) return Stop(new Problem(ProblemCodes.SenderMismatch, envelope.SenderNode));
        if (envelope.SentAt > now + _parts.Options.ClockTolerance)
            return Stop(_clock.IsSure ? new Problem(ProblemCodes.SentAtInFuture, $"{envelope.SentAt:O}") : ClockWatch.NotSure);

        // 2. The package, which must be what, by whom and to whom the envelope says: relays and recipients' nodes go by the envelope alone.
        var submission = new Submission
        {
            Organisations = organisations,
            Client = client,
            ClientReference = clientReference,
            Files = opened.OpenPackage(),
            DeliverBy = envelope.DeliverBy,
            InReplyTo = envelope.InReplyTo,
        };
        var (plan, problem, _) = _planner.Plan(submission, Suite.Of(opened.Seal)?.Name);
        if (plan is null) return Stop(problem!);
        if (plan.Sender.Id != envelope.Sender) return Stop(new Problem(ProblemCodes.SenderMismatch, $"{envelope.Sender}"));
        if (!RecipientsOf(plan).Order().SequenceEqual(envelope.Recipients.Order()))
            return Stop(new Problem(ProblemCodes.RecipientUnknown, "recipients of the package are not those of the envelope"));
        if (EnvelopeClaims.Contradiction(envelope, plan.Facts) is { } field)
        {
            var finding = new Finding(FindingCodes.EnvelopeDisagrees, VerdictStage.Format, VerdictResult.Failed, field);
            return Stop(new Problem(ProblemCodes.ContainerInvalid, finding.Code) { Findings = [.. plan.Findings, finding] });
        }

        if (plan.Recipients.FirstOrDefault(recipient => !recipient.Node.Formats.Contains(envelope.PackageFormat)) is { } other)
            return Stop(new Problem(ProblemCodes.FormatNotAccepted, $"{other.Organisation.Id}: {envelope.PackageFormat}"));
        return SizeProblem(plan, length) is { } large
            ? Stop(large)
            : (plan, ToRow(new SealedContainer(envelope, opened.Digest, length), blob, plan, submission), null);
    }

    /// <summary>Whether what was sealed is taken where it goes: what it adds to the files could only be guessed before.</summary>
    private static Problem? SizeProblem(AdmissionPlan plan, long length) => plan.Recipients.Min(recipient => recipient.Node.MaxContainerBytes) is var limit && length > limit
        ? new Problem(ProblemCodes.TooLarge, $"{length} octets, {limit} are taken") { Findings = plan.Findings }
        : null;

    /// <summary>What was said of these octets when one of these organisations handed them in; null: none did.</summary>
    private static AdmissionResult.Accepted? FindContainer(IJournalReader journal, DigestValue digest, IReadOnlyList<Guid> organisations, AdmissionPlan? plan) =>
        journal.FindContainer(digest) is { } known
        && organisations.Contains(known.Sender)
        && journal.DeliveriesOf(known.MessageId).Any(delivery => delivery.Lane == Lane.Out && delivery.Container == digest)
            ? AsAnswered(journal, known, plan?.Findings ?? [])
            : null;

    private static AdmissionResult? RepeatedContainer(IJournalReader journal, AdmissionPlan plan, ContainerRow row, IReadOnlyList<Guid> organisations)
    {
        if (FindContainer(journal, row.Digest, organisations, plan) is { } known) return known;
        return journal.DeliveriesOf(row.MessageId).Any(delivery => delivery.Lane == Lane.Out && delivery.Sender == row.Sender)
            ? new AdmissionResult.NotTaken(new Problem(ProblemCodes.IdempotencyConflict, $"message {row.MessageId} has another container"))
            : null;
    }

    internal static List<Guid> RecipientsOf(AdmissionPlan plan) => [.. plan.Recipients.Select(recipient => recipient.Organisation.Id)];

    internal static AdmissionResult.Accepted AsAnswered(IJournalReader journal, ContainerRow container, IReadOnlyList<Finding> findings)
    {
        // A stranger may use the same id for a message of its own; its receipts are about another container. In the order in which they were entered, they are
        // those of the first answer, whatever is known of its recipients today.
        var accepted = journal.ReceiptsOf(container.MessageId)
            .Where(receipt => receipt.Kind == ReceiptKind.Accepted && receipt.Container == container.Digest)
            .DistinctBy(receipt => receipt.Recipient)
            .ToList();
        var deliveries = journal.DeliveriesOf(container.MessageId)
            .Where(delivery => delivery.Lane == Lane.Out && delivery.Sender == container.Sender)
            .ToDictionary(delivery => delivery.Recipient);
        accepted.RemoveAll(receipt => !deliveries.ContainsKey(receipt.Recipient));
        return new AdmissionResult.Accepted(container, [.. accepted.Select(receipt => deliveries[receipt.Recipient])], accepted, Repeated: true, findings);
    }

    private async Task<Problem?> FindRoomProblemAsync(IReadOnlyList<PlannedRecipient> recipients, long length, CancellationToken cancel)
    {
        if (!_parts.Blobs.HasRoomFor(length)) return new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromMinutes(1) };
        var hops = recipients.Select(recipient => recipient.NextHop).OfType<string>().Distinct().ToList();
        var full = await _parts.Journal.ReadAsync(
            journal => hops.FirstOrDefault(hop => journal.QueuedBytes(hop) + length > _parts.Options.QueueBytesPerDestination), cancel)
            .ConfigureAwait(false);
        return full is null ? null : new Problem(ProblemCodes.DestinationFull, full) { RetryAfter = TimeSpan.FromMinutes(5) };
    }

    private async Task<Guid?> FindReportedAsync(Submission submission, AdmissionPlan plan, CancellationToken cancel)
    {
        var facts = plan.Facts;
        if (facts.Kind != PackageKind.Report) return submission.InReplyTo;
        var claim = new ReportClaim(plan.Sender.Id, RecipientsOf(plan), submission.InReplyTo, facts.ReturnCode, facts.DocumentUid, facts.Subject);
        return await _parts.Journal.ReadAsync(journal => claim.FindDocument(journal, _directory.Current)?.MessageId, cancel).ConfigureAwait(false);
    }

    private Envelope Draft(AdmissionPlan plan, Guid? inReplyTo, int? priority) => new()
    {
        MessageId = _parts.Entropy.NewId(),
        Sender = plan.Sender.Id,
        SenderNode = _parts.Identity.NodeId,
        Recipients = RecipientsOf(plan),
        SentAt = plan.SentAt,
        DeliverBy = plan.DeliverBy,
        PackageFormat = plan.Facts.Format,
        Kind = EnvelopeClaims.KindOf(plan.Facts),
        PackageMessageId = plan.Facts.MessageId,
        DocumentUid = plan.Facts.DocumentUid,
        ReturnCode = plan.Facts.ReturnCode,
        InReplyTo = inReplyTo,
        AccessMark = plan.Facts.AccessMark,
        Priority = priority ?? 5,
        Files = [],
    };

    /// <summary>Looks at what was written as a stranger would: a seal that expired or is not in the directory must not leave this node.</summary>
    private Problem? SealProblem(Stream octets, DigestValue digest, CancellationToken cancel)
    {
        octets.Position = 0;
        var opened = ContainerFile.Open(octets, _parts.ContainerLimits, _directory.Current, _parts.Time.GetUtcNow(), cancel);
        return opened.Verdict.Result == VerdictResult.Passed && opened.Digest == digest
            ? null
            : new Problem(ProblemCodes.SealUnusable, opened.Verdict.FirstFailure?.Code) { Findings = [.. opened.Verdict.AllFindings()] };
    }

    private ContainerRow ToRow(SealedContainer container, string blob, AdmissionPlan plan, Submission submission) =>
        ContainerRow.Of(container.Envelope, container.Digest, blob, container.Length, ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow())) with
        {
            Subject = plan.Facts.Subject,
            ClientReference = submission.ClientReference,
            SubmittedBy = submission.Client,
        };

    private async Task<AdmissionResult> CommitAsync(
        AdmissionPlan plan,
        ContainerRow row,
        Envelope envelope,
        IdempotencyRow? idempotency,
        Spool spool,
        Func<IJournalReader, AdmissionResult?> findRepeated,
        CancellationToken cancel,
        Action<IJournalTransaction>? completes = null,
        bool perhapsSeen = false)
    {
        var accepted = plan.Recipients.Select(recipient => _desk.Issue(ReceiptKind.Accepted, row, recipient.Organisation.Id)).ToList();
        var delivered = plan.Recipients.Select(recipient => recipient.NextHop is null
            ? _desk.Issue(ReceiptKind.Delivered, row, recipient.Organisation.Id, new Statement
            {
                Files = [.. envelope.Files.Select(file => file.Digest)],
                DocumentSignatures = [.. plan.Signatures.Select(signature => signature.Indication)],
            })
            : null).ToList();

        // Once more, now that the times are signed: a clock that jumped since the door was opened must not be in a message for ever.
        if (_clock.Shut is { } doubted) return new AdmissionResult.NotTaken(doubted);
        var now = row.StoredAt;

        var result = await _parts.Journal.CommitAsync<AdmissionResult>(
            journal =>
            {
                // Somebody may have been faster with the same key.
                if (findRepeated(journal) is { } known) return known;

                journal.CommitBlob(spool.Name);
                journal.Add(row);
                if (idempotency is not null) journal.Add(idempotency);
                var deliveries = new List<DeliveryRow>();
                var document = ReportLedger.Enter(journal, row, plan.Facts, RecipientsOf(plan), _directory.Current, now);
                var unmatched = row is { Kind: EnvelopeKind.Report, MadeFrom: null } && document is null;
                for (var i = 0; i < plan.Recipients.Count; i++)
                {
                    var delivery = Outgoing(row, plan.Recipients[i], now);
                    journal.Add(delivery);
                    ReportLedger.Expect(journal, row, delivery.Recipient, plan.Facts);
                    journal.Add(accepted[i]);
                    journal.Append(ReceiptLedger.FeedEvent(accepted[i], row.Sender, delivery.DeliveryId, now));
                    if (delivered[i] is { } proof)
                    {
                        delivery = ReceiptLedger.EnterOwn(journal, proof, delivery, now, _parts.Options);
                        MailboxEntry.Add(journal, proof.ReceiptId, row, delivery.Recipient, previousHop: null, now, _parts.Options, perhapsSeen, unmatched);

                        // Of a sender that has moved and hands in here once more: his feed is there.
                        _ledger.Owe(journal, proof, row.Sender, row.OriginNode, previousHop: null, _directory.Current, now);
                    }

                    deliveries.Add(delivery);
                }

                CaptureLedger.Owe(journal, row, now);
                ControlLedger.EnterDocument(journal, row, plan.Facts, RecipientsOf(plan), _directory.Current);
                completes?.Invoke(journal);
                return new AdmissionResult.Accepted(row, deliveries, accepted, Repeated: false, plan.Findings);
            },
            cancel).ConfigureAwait(false);

        if (result is AdmissionResult.Accepted { Repeated: false })
        {
            spool.Keep();
            Log.Accepted(_logger, row.MessageId, row.Sender, plan.Recipients.Count, row.Digest.ToString());
            _work.Beat();
            if (delivered.Any(proof => proof is not null)) _mail.Beat();
        }

        return result;
    }

    private DeliveryRow Outgoing(ContainerRow row, PlannedRecipient recipient, DateTimeOffset now)
    {
        var delivery = new DeliveryRow
        {
            DeliveryId = _parts.Entropy.NewId(),
            Lane = Lane.Out,
            MessageId = row.MessageId,
            Sender = row.Sender,
            Recipient = recipient.Organisation.Id,
            Container = row.Digest,
            State = DeliveryState.Queued,
            StateSince = now,
            CreatedAt = now,
            DeliverBy = row.DeliverBy,
            NextHop = recipient.NextHop,
            NextAttemptAt = recipient.NextHop is null ? null : now,
        };
        return delivery with { WarnAt = WarnSchedule.For(delivery, now, _parts.Options) };
    }

    private AdmissionResult.NotTaken NotTaken(string client, Problem problem)
    {
        Log.NotTaken(_logger, client, problem.Code, problem.Detail);
        return new AdmissionResult.NotTaken(problem);
    }
}

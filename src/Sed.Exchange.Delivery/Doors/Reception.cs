using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>The door for peers: <c>POST /exchange/v1/containers</c> (DESIGN section 5).</summary>
public sealed class Reception
{
    private static readonly Problem KeyTaken =
        new(ProblemCodes.NotDurable, "another container took the key meanwhile") { RetryAfter = TimeSpan.FromSeconds(1) };

    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;
    private readonly ReceiptDesk _desk;
    private readonly Pulse _work;
    private readonly Pulse _mail;
    private readonly ILogger _logger;

    internal Reception(GatewayParts parts, DirectoryKeeper directory, ReceiptDesk desk, Pulse work, Pulse mail)
    {
        _parts = parts;
        _directory = directory;
        _desk = desk;
        _work = work;
        _mail = mail;
        _logger = parts.Logging.CreateLogger<Reception>();
    }

    /// <summary>Spools, verifies, commits, and answers one receipt per named recipient.</summary>
    /// <exception cref="JournalException">Not durable; the peer keeps ownership.</exception>
    /// <exception cref="BlobException">Not durable; the peer keeps ownership.</exception>
    public async Task<ReceptionResult> ReceiveAsync(IncomingContainer incoming, CancellationToken cancel)
    {
        // 1. Headers, before any octet is read.
        if (HeaderProblem(incoming) is { } wrong) return NotTaken(incoming, wrong);
        if (!_parts.Blobs.HasRoomFor(0)) return NotTaken(incoming, new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromMinutes(1) });
        if (incoming.DirectorySerial > _directory.Current.Serial)
            await _directory.FetchFromAsync(incoming.Peer, cancel).ConfigureAwait(false);

        // 2. Spool and count; damage on the wire is no refusal.
        await using var spool = await Spool.BeginAsync(_parts, cancel).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = await Intake.CopyAsync(incoming.Content, spool.Content, _parts.ContainerLimits.ContainerBytes, hash, cancel).ConfigureAwait(false);
        if (length is null) return NotTaken(incoming, new Problem(ProblemCodes.TooLarge, $"{_parts.ContainerLimits.ContainerBytes} octets are taken"));
        if (!CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), incoming.ContentSha256))
            return NotTaken(incoming, new Problem(ProblemCodes.DigestMismatch) { RetryAfter = TimeSpan.Zero });

        // 3. Verify what was spooled.
        spool.Content.Position = 0;
        var opened = ContainerFile.Open(
            spool.Content, _parts.ContainerLimits, _directory.Current, _parts.Time.GetUtcNow(), cancel);
        if (opened.Envelope is { } proven && (proven.MessageId != incoming.MessageId || proven.Sender != incoming.Sender))
            return NotTaken(incoming, new Problem(ProblemCodes.HeadersInvalid, "message id or sender are not the envelope's"));
        var holds = opened.Verdict.Result == VerdictResult.Passed;
        if (!holds && IsAddressing(opened.Verdict) && incoming.DirectorySerial > _directory.Current.Serial)
            return NotTaken(incoming, new Problem(ProblemCodes.DirectoryBehind) { RetryAfter = TimeSpan.FromSeconds(10) });
        if (holds && opened.Envelope!.SentAt > _parts.Time.GetUtcNow() + _parts.Options.ClockTolerance)
            return NotTaken(incoming, new Problem(ProblemCodes.SentAtInFuture, $"{opened.Envelope.SentAt:O}") { RetryAfter = TimeSpan.FromMinutes(1) });

        // 4. The same octets again are answered as they were answered.
        var known = await _parts.Journal.ReadAsync(
            journal => incoming.Recipients.Select(recipient => Known(journal, opened, incoming, recipient)).ToList(), cancel).ConfigureAwait(false);
        if (known.All(answer => answer is not null))
            return known.OfType<Answer.Again>().Count() == known.Count
                ? Answered(incoming, [.. known.OfType<Answer.Again>().Select(answer => answer.Receipt)])
                : NotTaken(incoming, known.OfType<Answer.Not>().First().Problem);

        // 5. Decide for each recipient and sign what the commit will state.
        var arrival = holds ? Arrive(opened, spool.Name, length.Value, incoming) : null;
        var dispositions = new List<Disposition>();
        foreach (var recipient in incoming.Recipients)
        {
            var (disposition, problem) = Decide(incoming, opened, arrival, recipient);
            if (problem is not null) return NotTaken(incoming, problem);
            dispositions.Add(disposition!);
        }

        if (await FindFullHopAsync(dispositions, length.Value, cancel).ConfigureAwait(false) is { } full)
            return NotTaken(incoming, new Problem(ProblemCodes.DestinationFull, full) { RetryAfter = TimeSpan.FromMinutes(5) });

        // 6. Sync, then one commit for all of them.
        await spool.SyncAsync(cancel).ConfigureAwait(false);
        return await CommitAsync(incoming, opened, arrival, dispositions, spool, cancel).ConfigureAwait(false);
    }

    private Problem? HeaderProblem(IncomingContainer incoming)
    {
        if (incoming.Recipients.Count == 0 || incoming.Recipients.Distinct().Count() != incoming.Recipients.Count)
            return new Problem(ProblemCodes.HeadersInvalid, "recipients are missing or named twice");
        if (incoming.Path.Count == 0 || incoming.Path[^1] != incoming.Peer)
            return new Problem(ProblemCodes.HeadersInvalid, "the path does not end with the caller");
        if (incoming.Path.Contains(_parts.Identity.NodeId)) return new Problem(ProblemCodes.Loop, string.Join(',', incoming.Path));
        return incoming.Path.Count > Router.LongestPath ? new Problem(ProblemCodes.Loop, $"{incoming.Path.Count} nodes passed") : null;
    }

    private static bool IsAddressing(Verdict verdict) => verdict.AllFindings().Any(finding =>
        finding.Stage == VerdictStage.Path && finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate);

    private Answer? Known(IJournalReader journal, OpenedContainer opened, IncomingContainer incoming, Guid recipient)
    {
        if (journal.FindRefusal(opened.Digest, recipient) is { } refusal)
            return new Answer.Again(journal.FindReceipt(refusal.ReceiptId)!);
        if (opened.Envelope is not { } envelope) return null;
        var delivery = journal.FindDelivery(Lane.In, envelope.Sender, envelope.MessageId, recipient)
            ?? journal.FindDelivery(Lane.Relay, envelope.Sender, envelope.MessageId, recipient);
        if (delivery is null || delivery.Container != opened.Digest) return null;

        // Relayed was given to one hop, which handed over its duty with it; another hop keeps its own.
        if (delivery.Lane == Lane.Relay && delivery.PreviousHop != incoming.Peer)
            return new Answer.Not(new Problem(ProblemCodes.Loop, "it came here by another node"));
        var kind = delivery.Lane == Lane.In ? ReceiptKind.Delivered : ReceiptKind.Relayed;
        return new Answer.Again(journal.ReceiptsOf(envelope.MessageId, recipient).First(receipt =>
            receipt.Kind == kind
            && receipt.IssuerNode == _parts.Identity.NodeId
            && receipt.Container == opened.Digest));
    }

    private Arrival Arrive(OpenedContainer opened, string blob, long length, IncomingContainer incoming)
    {
        var envelope = opened.Envelope!;
        var mine = incoming.Recipients.Any(recipient => _directory.Current.FindOrganisation(recipient)?.Node == _parts.Identity.NodeId);
        var files = opened.OpenPackage();

        // A relay does not read packages.
        var facts = mine ? PackageReader.Read(files, _parts.PackageLimits).Facts : null;
        var signatures = facts is null ? [] : DocumentJudge.Judge(_parts, files, facts);
        var row = new ContainerRow
        {
            Digest = opened.Digest,
            MessageId = envelope.MessageId,
            Sender = envelope.Sender,
            OriginNode = envelope.SenderNode,
            Blob = blob,
            Length = length,
            SentAt = envelope.SentAt,
            DeliverBy = envelope.DeliverBy,
            StoredAt = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow()),
            Kind = envelope.Kind,
            PackageFormat = envelope.PackageFormat,
            PackageMessageId = envelope.PackageMessageId,
            DocumentUid = envelope.DocumentUid,
            ReturnCode = envelope.ReturnCode,
            InReplyTo = envelope.InReplyTo,
            AccessMark = envelope.AccessMark,
            Priority = envelope.Priority,
            Subject = facts?.Subject,
            Path = incoming.Path,
        };
        return new Arrival(row, envelope, facts?.Events ?? [], [.. signatures.Select(signature => signature.Indication)]);
    }

    private (Disposition? Disposition, Problem? Problem) Decide(
        IncomingContainer incoming, OpenedContainer opened, Arrival? arrival, Guid recipient)
    {
        if (arrival is null)
        {
            var cause = opened.Verdict.FirstFailure
                ?? opened.Verdict.AllFindings().FirstOrDefault(finding => finding.Result == VerdictResult.Indeterminate);
            var origin = opened.Claims?.SenderNode is { Length: > 0 } claimed ? claimed : incoming.Path[0];
            return (new Disposition.Refusal(recipient, _desk.Issue(
                ReceiptKind.Refused, incoming.MessageId, opened.Digest, incoming.Sender, origin, recipient,
                new Statement { Reason = cause?.Code ?? FindingCodes.NoTrust })), null);
        }

        if (!arrival.Envelope.Recipients.Contains(recipient)) return Refuse(arrival, recipient, ReasonCodes.RecipientNotInEnvelope);
        if (arrival.Row.DeliverBy <= _parts.Time.GetUtcNow()) return Refuse(arrival, recipient, ReasonCodes.DeadlinePassed);

        var behind = incoming.DirectorySerial > _directory.Current.Serial;
        var organisation = _directory.Current.FindOrganisation(recipient);
        var reason = organisation is null ? ReasonCodes.RecipientUnknown
            : organisation.ValidTo <= arrival.Row.SentAt ? ReasonCodes.RecipientClosed
            : null;
        var route = organisation is null
            ? new Route.None(ReasonCodes.RecipientUnknown)
            : Router.Next(_directory.Current, _parts.Identity.NodeId, organisation.Node, incoming.Path, arrival.Row.AccessMark);
        if (route is Route.None none) reason ??= none.Reason;
        if (reason is not null)
        {
            // Refusing for addressing takes a directory at least as new as the caller's.
            return behind
                ? (null, new Problem(ProblemCodes.DirectoryBehind) { RetryAfter = TimeSpan.FromSeconds(10) })
                : Refuse(arrival, recipient, reason);
        }

        if (route is Route.Via via)
            return (new Disposition.ToHop(recipient, _desk.Issue(ReceiptKind.Relayed, arrival.Row, recipient), via.Hop.Id), null);
        if (_directory.Current.FindNode(_parts.Identity.NodeId) is { } here && !here.Formats.Contains(arrival.Row.PackageFormat))
            return Refuse(arrival, recipient, ReasonCodes.FormatNotAccepted);
        return (new Disposition.ToMailbox(recipient, _desk.Issue(ReceiptKind.Delivered, arrival.Row, recipient, new Statement
        {
            Files = [.. arrival.Envelope.Files.Select(file => file.Digest)],
            DocumentSignatures = arrival.Signatures,
        })), null);
    }

    private (Disposition?, Problem?) Refuse(Arrival arrival, Guid recipient, string reason, string? detail = null) =>
        (new Disposition.Refusal(recipient, _desk.Issue(
            ReceiptKind.Refused, arrival.Row, recipient, new Statement { Reason = reason, Detail = detail })), null);

    private async Task<string?> FindFullHopAsync(IEnumerable<Disposition> dispositions, long length, CancellationToken cancel)
    {
        var hops = dispositions.OfType<Disposition.ToHop>().Select(disposition => disposition.NextHop).Distinct().ToList();
        return hops.Count == 0 ? null : await _parts.Journal.ReadAsync(
            journal => hops.FirstOrDefault(hop => journal.QueuedBytes(hop) + length > _parts.Options.QueueBytesPerDestination), cancel)
            .ConfigureAwait(false);
    }

    private async Task<ReceptionResult> CommitAsync(
        IncomingContainer incoming,
        OpenedContainer opened,
        Arrival? arrival,
        List<Disposition> dispositions,
        Spool spool,
        CancellationToken cancel)
    {
        // A conflict needs a receipt naming both digests, signed before the commit; who holds the key is read first and checked again inside.
        var conflicts = arrival is null ? [] : await FindConflictsAsync(arrival, dispositions, cancel).ConfigureAwait(false);
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var (result, kept) = await _parts.Journal.CommitAsync(
            journal =>
            {
                // Look at all of them before the first change: a return commits what was changed.
                var entry = new ArrivalEntry(_parts, journal, incoming, opened, arrival, spool.Name, now);
                var decided = new List<(ReceiptRow Receipt, Disposition? Change)>();
                foreach (var disposition in dispositions)
                {
                    var known = Known(journal, opened, incoming, disposition.Recipient);
                    if (known is Answer.Not not) return (new ReceptionResult.NotTaken(not.Problem), false);
                    var change = conflicts.GetValueOrDefault(disposition.Recipient, disposition);
                    if (known is null && change is not Disposition.Refusal && entry.HolderOfKey(change.Recipient) is not null)
                        return (new ReceptionResult.NotTaken(KeyTaken), false);
                    decided.Add(known is Answer.Again again ? (again.Receipt, null) : (change.Receipt, change));
                }

                foreach (var (_, change) in decided)
                {
                    if (change is not null) entry.Add(change);
                }

                var receipts = decided.Select(answer => answer.Receipt).ToList();
                return ((ReceptionResult)new ReceptionResult.Answered(receipts), entry.KeepsBlob);
            },
            cancel).ConfigureAwait(false);

        if (kept) spool.Keep();
        if (result is ReceptionResult.NotTaken late) return NotTaken(incoming, late.Problem);
        _work.Beat();
        _mail.Beat();
        return Answered(incoming, ((ReceptionResult.Answered)result).Receipts);
    }

    private async Task<Dictionary<Guid, Disposition>> FindConflictsAsync(
        Arrival arrival, IReadOnlyList<Disposition> dispositions, CancellationToken cancel)
    {
        var holders = await _parts.Journal.ReadAsync(
            journal => dispositions
                .Where(disposition => disposition is not Disposition.Refusal)
                .Select(disposition => (disposition.Recipient, Holder: ArrivalEntry.HolderOfKey(journal, arrival, disposition.Recipient)))
                .Where(found => found.Holder is not null && found.Holder.Container != arrival.Row.Digest)
                .ToList(),
            cancel).ConfigureAwait(false);
        return holders.ToDictionary(
            found => found.Recipient,
            found => Refuse(
                arrival, found.Recipient, ReasonCodes.OtherContainerKnown, $"known {found.Holder!.Container}, refused {arrival.Row.Digest}").Item1!);
    }

    private ReceptionResult.Answered Answered(IncomingContainer incoming, IReadOnlyList<ReceiptRow> receipts)
    {
        Log.Received(_logger, incoming.MessageId, incoming.Peer, string.Join(',', receipts.Select(receipt => receipt.Kind)));
        foreach (var refused in receipts.Where(receipt => receipt.Kind == ReceiptKind.Refused))
            Log.Refused(_logger, incoming.MessageId, incoming.Peer, refused.Recipient, refused.Reason!, refused.Container.ToString());
        return new ReceptionResult.Answered(receipts);
    }

    private ReceptionResult.NotTaken NotTaken(IncomingContainer incoming, Problem problem)
    {
        Log.ContainerNotTaken(_logger, incoming.MessageId, incoming.Peer, problem.Code, problem.Detail);
        return new ReceptionResult.NotTaken(problem);
    }

    private abstract record Answer
    {
        public sealed record Again(ReceiptRow Receipt) : Answer;

        public sealed record Not(Problem Problem) : Answer;
    }
}

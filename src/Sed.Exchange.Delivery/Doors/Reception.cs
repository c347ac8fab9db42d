using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>The door for peers: <c>POST /exchange/v1/containers</c> (DESIGN section 5).</summary>
public sealed class Reception
{
    private static readonly Problem KeyTaken =
        new(ProblemCodes.NotDurable, "another container took the key meanwhile") { RetryAfter = TimeSpan.FromSeconds(1) };

    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;
    private readonly ReceiptDesk _desk;
    private readonly ArrivalJudge _judge;
    private readonly ReceiptLedger _ledger;
    private readonly Pulse _work;
    private readonly Pulse _mail;
    private readonly Restoration _restoration;
    private readonly ClockWatch _clock;
    private readonly RefusedOctets _refused;
    private readonly ILogger _logger;

    internal Reception(
        GatewayParts parts, DirectoryKeeper directory, ReceiptDesk desk, ArrivalJudge judge, ReceiptLedger ledger, RefusedOctets refused, Restoration restoration, ClockWatch clock, Pulse work, Pulse mail)
    {
        _clock = clock;
        _restoration = restoration;
        _parts = parts;
        _directory = directory;
        _desk = desk;
        _judge = judge;
        _ledger = ledger;
        _work = work;
        _mail = mail;
        _refused = refused;
        _logger = parts.Logging.CreateLogger<Reception>();
    }

    /// <summary>Spools, verifies, commits, and answers one receipt per named recipient.</summary>
    /// <exception cref="JournalException">Not durable; the peer keeps ownership.</exception>
    /// <exception cref="BlobException">Not durable; the peer keeps ownership.</exception>
    public async Task<ReceptionResult> ReceiveAsync(IncomingContainer incoming, CancellationToken cancel)
    {
        // 1. Headers, before any octet is read.
        if ((_restoration.Shut ?? _clock.Shut) is { } shut) return NotTaken(incoming, shut);
        if (HeaderProblem(incoming) is { } wrong) return NotTaken(incoming, wrong);
        if (!_parts.Blobs.HasRoomFor(0)) return NotTaken(incoming, new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromMinutes(1) });
        if (await FindLoopAsync(incoming.Peer, incoming.DirectorySerial, incoming.Path, incoming.Recipients, cancel).ConfigureAwait(false) is { } loop) return NotTaken(incoming, loop);

        // 2. Spool, count and hash; damage on the wire is no refusal.
        await using var spool = await Spool.BeginAsync(_parts, cancel).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var digester = incoming.Container is { } claimed ? Suite.FindDigester(claimed.Algorithm) : null;
        var length = await Intake.CopyAsync(
            incoming.Content, spool.Content, _parts.ContainerLimits.ContainerBytes, _parts.Blobs, hash, digester, cancel).ConfigureAwait(false);
        if (length is null) return NotTaken(incoming, new Problem(ProblemCodes.TooLarge, $"{_parts.ContainerLimits.ContainerBytes} octets are taken"));
        if (!CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), incoming.ContentSha256))
            return NotTaken(incoming, new Problem(ProblemCodes.DigestMismatch) { RetryAfter = TimeSpan.Zero });
        var digest = digester?.Finish();
        if (digest is not null && digest != incoming.Container)
            return NotTaken(incoming, new Problem(ProblemCodes.HeadersInvalid, "two digests of the content contradict each other"));

        // 3. The same octets again are answered as they were answered: recognised by their digest, without verifying them again.
        if (digest is { } identity && await FindAnswersAsync(incoming, identity, incoming.Sender, incoming.MessageId, cancel).ConfigureAwait(false) is { } before)
            return before;

        // By an older directory than the sender's nothing new is taken, held neither: Relayed would be said for a mailbox that may be elsewhere.
        if (_judge.Behind(incoming.DirectorySerial) is { } behind) return NotTaken(incoming, behind);

        // 4. Verify what was spooled, as long as a caller waits; what takes longer is held.
        var examined = Examine(incoming, spool, digest, sealsBy: null, cancel);
        if (examined is not var (opened, arrival)) return await HoldAsync(incoming, digest!.Value, length.Value, spool, cancel).ConfigureAwait(false);
        foreach (var earlier in await _judge.OtherOperatorsAsync(opened, cancel).ConfigureAwait(false))
        {
            if (Examine(incoming, spool, digest, earlier, cancel) is (var again, { } held)) (opened, arrival) = (again, held);
        }

        if (opened.Envelope is { } proven && (proven.MessageId != incoming.MessageId || proven.Sender != incoming.Sender))
            return NotTaken(incoming, new Problem(ProblemCodes.HeadersInvalid, "message id or sender are not the envelope's"));
        if (_judge.NotNow(incoming.Carriage, arrival) is { } later) return NotTaken(incoming, later);
        if (await FindAnswersAsync(incoming, opened.Digest, incoming.Sender, incoming.MessageId, cancel).ConfigureAwait(false) is { } known) return known;

        // 5. Decide for each recipient and sign what the commit will state.
        var dispositions = new List<Disposition>();
        var relayed = await SaidRelayedAsync(incoming, opened.Digest, cancel).ConfigureAwait(false);
        foreach (var recipient in incoming.Recipients)
        {
            var (disposition, problem) = _judge.Decide(
                incoming.Carriage, opened, arrival, recipient, row => relayed.GetValueOrDefault(recipient) ?? _desk.Issue(ReceiptKind.Relayed, row, recipient));
            if (problem is not null) return NotTaken(incoming, problem);
            dispositions.Add(disposition!);
        }

        if (await FindFullHopAsync(dispositions, length.Value, cancel).ConfigureAwait(false) is { } full)
            return NotTaken(incoming, new Problem(ProblemCodes.DestinationFull, full) { RetryAfter = TimeSpan.FromMinutes(5) });

        // A report that came before its document is held like what is not verified: Delivered would say that it waits in the mailbox.
        if (await IsBeforeItsDocumentAsync(arrival, dispositions, cancel).ConfigureAwait(false))
            return await HoldAsync(incoming, opened.Digest, length.Value, spool, cancel).ConfigureAwait(false);

        // 6. Sync, then one commit for all of them.
        await spool.SyncAsync(cancel).ConfigureAwait(false);

        // Unless the clock has jumped since: receipts are signed with its time by now.
        if (_clock.Shut is { } doubted) return NotTaken(incoming, doubted);
        return await CommitAsync(incoming, opened, arrival, dispositions, spool, cancel).ConfigureAwait(false);
    }

    /// <summary>What passed here comes back only to end here: its mailbox has moved to this node.</summary>
    /// <param name="peer">Who brings it; a newer directory of his is fetched first.</param>
    /// <param name="serial">Serial of his directory.</param>
    /// <param name="path">Node ids passed.</param>
    /// <param name="recipients">For whom it comes.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Null: no loop.</returns>
    public async Task<Problem?> FindLoopAsync(string peer, long serial, IReadOnlyList<string> path, IReadOnlyList<Guid> recipients, CancellationToken cancel)
    {
        await _directory.CatchUpAsync(peer, serial, cancel).ConfigureAwait(false);
        var (current, self) = (_directory.Current, _parts.Identity.NodeId);
        return path.Contains(self) && recipients.Any(recipient => current.FindOrganisation(recipient)?.Node != self)
            ? new Problem(ProblemCodes.Loop, string.Join(',', path))
            : null;
    }

    /// <summary>The receipts given before for a container that a peer names, before any octet of it comes; null unless there is one for every recipient.</summary>
    /// <param name="peer">Who asks.</param>
    /// <param name="container">The digest that it names.</param>
    /// <param name="sender">The sender that it names.</param>
    /// <param name="messageId">The message that it names.</param>
    /// <param name="recipients">For whom it would come.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<IReadOnlyList<ReceiptRow>?> FindSaidAsync(
        string peer, DigestValue container, Guid sender, Guid messageId, IReadOnlyList<Guid> recipients, CancellationToken cancel)
    {
        var said = await _parts.Journal.ReadAsync(
            journal => recipients
                .Select(recipient => _judge.FindAnswerToName(journal, container, sender, messageId, peer, recipient))
                .TakeWhile(receipt => receipt is not null)
                .OfType<ReceiptRow>()
                .ToList(),
            cancel).ConfigureAwait(false);
        return said.Count == recipients.Count ? said : null;
    }

    private static Problem? HeaderProblem(IncomingContainer incoming)
    {
        if (incoming.Recipients.Count == 0 || incoming.Recipients.Distinct().Count() != incoming.Recipients.Count)
            return new Problem(ProblemCodes.HeadersInvalid, "recipients are missing or named twice");
        if (incoming.Path.Count == 0 || incoming.Path[^1] != incoming.Peer)
            return new Problem(ProblemCodes.HeadersInvalid, "the path does not end with the caller");
        return incoming.Path.Count > Router.LongestPath ? new Problem(ProblemCodes.Loop, $"{incoming.Path.Count} nodes passed") : null;
    }

    /// <summary>Null: not concluded within the time that a caller waits. Without a digest there is no name to hold it under: then it takes its time.</summary>
    private (OpenedContainer Opened, Arrival? Arrival)? Examine(
        IncomingContainer incoming, Spool spool, DigestValue? digest, ExchangeDirectory? sealsBy, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(digest is null ? Timeout.InfiniteTimeSpan : _parts.Options.VerifyWithin, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return _judge.Examine(spool.Content, digest, incoming.Carriage, incoming.Recipients, spool.Name, either.Token, sealsBy);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The answers given for these octets before; null unless there is one for every recipient.</summary>
    private async Task<ReceptionResult?> FindAnswersAsync(
        IncomingContainer incoming, DigestValue digest, Guid sender, Guid messageId, CancellationToken cancel)
    {
        var known = await _parts.Journal.ReadAsync(
            journal => incoming.Recipients
                .Select(recipient => _judge.FindAnswer(journal, digest, sender, messageId, incoming.Peer, recipient))
                .TakeWhile(answer => answer is not null)
                .ToList(),
            cancel).ConfigureAwait(false);
        if (known.Count < incoming.Recipients.Count) return null;
        return known.OfType<PastAnswer.Withheld>().FirstOrDefault() is { } withheld
            ? NotTaken(incoming, withheld.Problem)
            : Answered(incoming, [.. known.OfType<PastAnswer.Given>().Select(answer => answer.Receipt)]);
    }

    /// <summary>Takes what is not verified yet: durable, and Relayed said, because from here on this node answers for it.</summary>
    private async Task<ReceptionResult> HoldAsync(
        IncomingContainer incoming, DigestValue digest, long length, Spool spool, CancellationToken cancel)
    {
        var room = _parts.Options.QueueBytesPerDestination - length;
        if (await _parts.Journal.ReadAsync(journal => journal.HeldBytes(incoming.Peer), cancel).ConfigureAwait(false) > room)
            return NotTaken(incoming, new Problem(ProblemCodes.DestinationFull, "too much is being verified") { RetryAfter = TimeSpan.FromMinutes(1) });

        // Whose way leads back cannot be answered for: who sent it keeps it until the directories agree, as with what is decided at once.
        var current = _directory.Current;
        if (incoming.Recipients.FirstOrDefault(recipient => current.FindOrganisation(recipient)?.Node is { } node
            && _parts.Router.Next(current, node, incoming.Path, accessMark: null) is Route.Back) is var back && back != Guid.Empty)
            return NotTaken(incoming, new Problem(ProblemCodes.Loop, $"the way for {back} leads back by directory {current.Serial}"));

        await spool.SyncAsync(cancel).ConfigureAwait(false);
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var said = await SaidRelayedAsync(incoming, digest, cancel).ConfigureAwait(false);
        var rows = incoming.Recipients.Select(recipient =>
        {
            // What was relayed before and comes back to end here was said: nothing is signed twice.
            var receipt = said.GetValueOrDefault(recipient) ?? _desk.Issue(
                ReceiptKind.Relayed, incoming.MessageId, digest, incoming.Sender, incoming.Path[0], recipient, statement: null);
            return (Receipt: receipt, Held: new HeldRow
            {
                Container = digest,
                Recipient = recipient,
                MessageId = incoming.MessageId,
                Sender = incoming.Sender,
                From = incoming.Peer,
                Path = incoming.Path,
                DirectorySerial = incoming.DirectorySerial,
                Blob = spool.Name,
                Length = length,
                ReceiptId = receipt.ReceiptId,
                At = now,
                NextAttemptAt = now,
            });
        }).ToList();
        if (_clock.Shut is { } doubted) return NotTaken(incoming, doubted);
        var (problem, answers) = await _parts.Journal.CommitAsync(
            journal =>
            {
                // Some may have been answered before: these are answered as they were, and only the others are held. Look at all of them before the first change.
                var answers = new List<(ReceiptRow Receipt, HeldRow? Held)>();
                foreach (var (receipt, held) in rows)
                {
                    var known = _judge.FindAnswer(journal, digest, incoming.Sender, incoming.MessageId, incoming.Peer, held.Recipient);
                    if (known is PastAnswer.Withheld withheld) return (withheld.Problem, answers);

                    // Somebody was faster with the same octets under another name: the next try is answered with what becomes of them.
                    if (known is null && journal.FindHeld(digest, held.Recipient) is not null) return (KeyTaken, answers);
                    answers.Add(known is PastAnswer.Given given ? (given.Receipt, null) : (receipt, held));
                }

                foreach (var (receipt, held) in answers)
                {
                    if (held is null) continue;
                    journal.CommitBlob(spool.Name);
                    if (!said.ContainsKey(held.Recipient)) journal.Add(receipt);
                    journal.Add(held);
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.Held,
                        MessageId = held.MessageId,
                        Counterpart = held.Recipient,
                        ReceiptId = held.ReceiptId,
                        Detail = $"from {held.From}, {length} octets",
                    });
                }

                return ((Problem?)null, answers);
            },
            cancel).ConfigureAwait(false);
        if (problem is not null) return NotTaken(incoming, problem);
        var count = answers.Count(answer => answer.Held is not null);
        if (count > 0)
        {
            spool.Keep();
            Log.Held(_logger, incoming.MessageId, incoming.Peer, count, length);
            _work.Beat();
        }

        return Answered(incoming, [.. answers.Select(answer => answer.Receipt)]);
    }

    private Task<Dictionary<Guid, ReceiptRow>> SaidRelayedAsync(IncomingContainer incoming, DigestValue digest, CancellationToken cancel) => _parts.Journal.ReadAsync(
        journal => incoming.Recipients
            .Select(recipient => _desk.FindSaid(journal, ReceiptKind.Relayed, incoming.MessageId, digest, recipient))
            .OfType<ReceiptRow>()
            .ToDictionary(row => row.Recipient),
        cancel);

    private async Task<bool> IsBeforeItsDocumentAsync(Arrival? arrival, List<Disposition> dispositions, CancellationToken cancel) =>
        arrival is { Row.Kind: EnvelopeKind.Report }
        && Parking.MayWait(_parts.Options, dispositions)
        && await _parts.Journal.ReadAsync(
            journal => ReportClaim.Of(arrival.Row, arrival.Envelope.Recipients).FindDocument(journal, _directory.Current) is null
                && !_judge.IsDocumentElsewhere(journal, dispositions.Select(disposition => disposition.Recipient)),
            cancel).ConfigureAwait(false);

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
        // Signed before the commit; who holds a key is read first and looked at again inside.
        var revised = arrival is null ? [] : await _judge.ReviseAsync(arrival, dispositions, cancel).ConfigureAwait(false);
        var damaged = arrival is null ? null : await StoredOctets.FindDamagedTwinAsync(_parts, opened.Digest, spool.Name, cancel).ConfigureAwait(false);
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var (keepsRefused, alarm) = _refused.Take(dispositions, revised, incoming.Peer, spool.Content.Length, incoming.MessageId, now);
        var (result, kept) = await _parts.Journal.CommitAsync(
            journal =>
            {
                // Look at all of them before the first change: a return commits what was changed.
                var entry = new ArrivalEntry(_parts, _directory.Current, _judge, _ledger, journal, incoming.Carriage, arrival, spool.Name, now, damaged, keepsRefused);
                var decided = new List<(ReceiptRow Receipt, Disposition? Change)>();
                foreach (var disposition in dispositions)
                {
                    var known = _judge.FindAnswer(journal, opened.Digest, incoming.Sender, incoming.MessageId, incoming.Peer, disposition.Recipient);
                    if (known is PastAnswer.Withheld withheld) return (new ReceptionResult.NotTaken(withheld.Problem), false);
                    var change = revised.GetValueOrDefault(disposition.Recipient, disposition);
                    if (known is null && change is not Disposition.Refusal && entry.HolderOfKey(change) is not null)
                        return (new ReceptionResult.NotTaken(KeyTaken), false);
                    decided.Add(known is PastAnswer.Given given ? (given.Receipt, null) : (change.Receipt, change));
                }

                foreach (var (_, change) in decided)
                {
                    if (change is not null) entry.Add(change);
                }

                entry.Complete();
                if (alarm is not null) journal.Append(alarm);

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
}

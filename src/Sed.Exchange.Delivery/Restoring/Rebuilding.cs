using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>
/// Enters what a peer tells about one container: fetches the octets when they are missing, verifies them and every receipt as at the doors, and makes
/// rows and receipts durable in one commit. Idempotent: told again, or by another peer, nothing doubles.
/// </summary>
internal sealed class Rebuilding(
    GatewayParts parts, DirectoryKeeper directory, DirectoryHistory history, ReceiptDesk desk, ReceiptLedger ledger, ReceiptIntake intake)
{
    private readonly ILogger _logger = parts.Logging.CreateLogger<Rebuilding>();

    /// <summary>Enters it.</summary>
    /// <param name="peer">Who tells.</param>
    /// <param name="deliveries">Deliveries of one container.</param>
    /// <param name="cancel">Stops the work before the commit.</param>
    /// <returns>
    /// Null: done. Otherwise why the peer must be asked again, or, with <see cref="PeerAnswer.Answered"/>, that another peer must tell first.
    /// </returns>
    public async Task<PeerAnswer?> EnterAsync(NodeEntry peer, IReadOnlyList<ExchangedDelivery> deliveries, CancellationToken cancel)
    {
        // 1. Receipts, proven; what has none that verifies says nothing.
        var told = new List<ToldDelivery>();
        foreach (var delivery in deliveries)
        {
            var (proven, isBehind) = await ProveAsync(peer.Id, delivery, cancel).ConfigureAwait(false);

            // Without the directory by which it was said nobody can tell what it is worth; taken for nothing, it would never be told again.
            if (isBehind) return new PeerAnswer.Temporary(ProblemCodes.DirectoryBehind, $"message {delivery.MessageId}", null);
            if (proven.Receipts.Count > 0) told.Add(proven);
        }

        if (told.Count == 0) return null;
        var current = directory.Current;

        // 2. What is missing, and the octets for it.
        var (roles, kept, held) = await parts.Journal.ReadAsync(
            journal => (
                told.Select(item => PartIn(journal, item, current)).ToList(),
                journal.FindContainer(told[0].Delivery.Container),
                journal.HeldOf(told[0].Delivery.Container).Select(row => row.Blob).Distinct().ToList()),
            cancel).ConfigureAwait(false);
        await using var stored = kept is { Remains: Remains.Everything } ? await OpenKeptAsync(kept.Blob, kept.MessageId, cancel).ConfigureAwait(false) : null;
        var whole = stored is null ? null : kept;
        var lost = new HashSet<string>(StringComparer.Ordinal);
        if (stored is null && kept is { Remains: Remains.Everything }) lost.Add(kept.Blob);
        foreach (var blob in held)
        {
            await using var octetsHeld = await OpenKeptAsync(blob, told[0].Delivery.MessageId, cancel).ConfigureAwait(false);
            if (octetsHeld is null) lost.Add(blob);
        }

        if (lost.Count == 0 && roles.All(part => part is ForgottenPart.None or ForgottenPart.UnknownYet))
        {
            await CommitAsync(peer.Id, told, null, null, lost, cancel).ConfigureAwait(false);
            return roles.Contains(ForgottenPart.UnknownYet) ? new PeerAnswer.Answered([]) : null;
        }

        await using var spool = whole is null && told.Any(item => item.Delivery.Length is not null) ? await Spool.BeginAsync(parts, cancel).ConfigureAwait(false) : null;
        if (spool is not null)
        {
            // What the peer's disk has lost it cannot give, however often it is asked, and one letter must not keep the doors shut: it is told of at the end.
            var answer = await FetchAsync(peer, told, spool, cancel).ConfigureAwait(false);
            if (answer is PeerAnswer.Temporary { Code: ProblemCodes.StoreDamaged } damaged) answer = new PeerAnswer.Rejected(damaged.Code, damaged.Detail);
            if (answer is PeerAnswer.Temporary) return answer;
            if (answer is PeerAnswer.Rejected gone) Log.OctetsGone(_logger, told[0].Delivery.MessageId, peer.Id, gone.Code, gone.Detail);
            else await spool.SyncAsync(cancel).ConfigureAwait(false);
        }

        // 3. Verified as at the door; a container that was refused is one whose seal need not hold.
        var octets = stored ?? spool?.Content;
        var opened = octets is { Length: > 0 }
            ? await history.OpenAsync(parts.Journal, octets, parts.ContainerLimits, current, parts.Time.GetUtcNow(), cancel).ConfigureAwait(false)
            : null;
        if (opened is not null && opened.Digest != told[0].Delivery.Container)
        {
            Log.AnswerUnusable(_logger, peer.Id, told[0].Delivery.MessageId, $"octets with digest {opened.Digest} instead of {told[0].Delivery.Container}");
            opened = null;
        }

        var rebuilt = opened is { Envelope: not null, Verdict.Result: VerdictResult.Passed } ? await RebuildAsync(opened, whole, spool, peer.Id, told, current, cancel).ConfigureAwait(false) : null;

        // 4. One commit.
        var keeps = await CommitAsync(peer.Id, told, rebuilt, opened is null ? null : spool?.Name, lost, cancel).ConfigureAwait(false);
        if (keeps) spool!.Keep();
        return roles.Contains(ForgottenPart.UnknownYet) ? new PeerAnswer.Answered([]) : null;
    }

    // The backup may lack it: then the peer is asked for it, as for what the backup does not know.
    private async Task<Stream?> OpenKeptAsync(string blob, Guid message, CancellationToken cancel)
    {
        try
        {
            return await parts.Blobs.OpenAsync(blob, cancel).ConfigureAwait(false);
        }
        catch (BlobException damaged) when (damaged.IsDamage)
        {
            Log.OctetsGone(_logger, message, parts.Identity.NodeId, ProblemCodes.StoreDamaged, damaged.Message);
            return null;
        }
    }

    private async Task<(ToldDelivery Told, bool IsBehind)> ProveAsync(string peer, ExchangedDelivery delivery, CancellationToken cancel)
    {
        var proven = new List<(Receipt, byte[])>();
        var isBehind = false;
        foreach (var file in delivery.Receipts)
        {
            var (receipt, problem) = await intake.OpenAsync(peer, file, cancel).ConfigureAwait(false);
            if (problem is null && receipt!.MessageId == delivery.MessageId && receipt.Recipient == delivery.Recipient && receipt.Container == delivery.Container)
                proven.Add((receipt, file));
            else Log.ReceiptNotTaken(_logger, peer, problem?.Code ?? ProblemCodes.ReceiptInvalid, problem?.Detail ?? "about another delivery");
            isBehind |= problem is { Code: ProblemCodes.DirectoryBehind };
        }

        return (new ToldDelivery(delivery, proven), isBehind);
    }

    /// <summary>What this node was in it: by its own receipts, which nobody else can make, and at the origin by the container that names it.</summary>
    private ForgottenPart PartIn(IJournalReader journal, ToldDelivery told, ExchangeDirectory current)
    {
        var self = parts.Identity.NodeId;
        var (message, recipient) = (told.Delivery.MessageId, told.Delivery.Recipient);
        if (told.OriginNode == self && journal.FindDelivery(Lane.Out, told.Sender, message, recipient) is null) return ForgottenPart.Origin;
        var isKnown = journal.FindDelivery(Lane.In, told.Sender, message, recipient) is not null || journal.FindRefusal(told.Delivery.Container, recipient) is not null;
        if (isKnown) return ForgottenPart.None;
        if (told.HadMailboxAt(self)) return ForgottenPart.Mailbox;
        if (told.OriginNode == self) return ForgottenPart.None;
        if (journal.FindDelivery(Lane.Relay, told.Sender, message, recipient) is not null) return ForgottenPart.None;
        var isHeld = journal.FindHeld(told.Delivery.Container, recipient) is not null;
        var isMine = current.FindOrganisation(recipient)?.Node == self;
        if (told.Said(self, ReceiptKind.Refused) is not null && (isMine || told.Said(self, ReceiptKind.Relayed) is null)) return ForgottenPart.Refuser;
        if (told.Said(self, ReceiptKind.Relayed) is not null) return isHeld ? ForgottenPart.None : isMine ? ForgottenPart.Held : ForgottenPart.Relay;

        // Without a word of ours the peer has still to send it; unless it got it from us.
        return told.Delivery.Hop == ExchangedHop.Next ? ForgottenPart.UnknownYet : ForgottenPart.None;
    }

    private async Task<PeerAnswer> FetchAsync(NodeEntry peer, List<ToldDelivery> told, Spool spool, CancellationToken cancel)
    {
        var length = told.Select(item => item.Delivery.Length).OfType<long>().First();
        if (length > parts.ContainerLimits.ContainerBytes) return new PeerAnswer.Rejected(ProblemCodes.TooLarge, $"{length} octets");
        if (!parts.Blobs.HasRoomFor(length)) return new PeerAnswer.Temporary(ProblemCodes.NoRoom, null, null);
        return await parts.Peers.FetchContainerAsync(peer, told[0].Delivery.Container, spool.Content, length, cancel).ConfigureAwait(false);
    }

    private async Task<RebuiltContainer> RebuildAsync(
        OpenedContainer opened, ContainerRow? kept, Spool? spool, string peer, List<ToldDelivery> told, ExchangeDirectory current, CancellationToken cancel)
    {
        var self = parts.Identity.NodeId;
        var envelope = opened.Envelope!;
        var isOrigin = envelope.SenderNode == self;
        var mine = envelope.Recipients.Where(recipient => current.FindOrganisation(recipient)?.Node == self).ToHashSet();
        var files = opened.OpenPackage();
        var facts = isOrigin || mine.Count > 0 ? PackageReader.Read(files, parts.PackageLimits).Facts : null;
        var row = kept ?? ToRow(opened, spool!, facts?.Subject, PathTo(peer, told[0].Delivery, isOrigin));
        var statement = facts is null ? null : new Statement
        {
            Files = [.. envelope.Files.Select(file => file.Digest)],
            DocumentSignatures = [.. DocumentJudge.Judge(parts, files, facts, current).Select(signature => signature.Indication)],
        };

        // Issued anew only where no peer can give back what was issued before, under the new epoch.
        var (accepted, delivered) = await parts.Journal.ReadAsync(
            journal => (
                envelope.Recipients.Where(recipient => isOrigin
                    && journal.FindDelivery(Lane.Out, envelope.Sender, envelope.MessageId, recipient) is null
                    && told.All(item => item.Delivery.Recipient != recipient || item.Said(self, ReceiptKind.Accepted) is null)).ToList(),
                mine.Where(recipient => journal.FindDelivery(Lane.In, envelope.Sender, envelope.MessageId, recipient) is null
                    && (isOrigin || told.Any(item => item.Delivery.Recipient == recipient && PartIn(journal, item, current) is ForgottenPart.Mailbox or ForgottenPart.Held))
                    && told.All(item => item.Delivery.Recipient != recipient || item.Said(self, ReceiptKind.Delivered) is null)
                    && desk.FindSaid(journal, ReceiptKind.Delivered, row.MessageId, row.Digest, recipient) is null).ToList()),
            cancel).ConfigureAwait(false);
        return new RebuiltContainer
        {
            Row = row,
            Envelope = envelope,
            Facts = facts,
            Submission = isOrigin && facts?.MessageId is { } id
                ? new IdempotencyRow(envelope.Sender, IdempotencyRow.RestoredKey(id), new SubmissionValue(files).For(envelope.Recipients), envelope.MessageId, row.StoredAt)
                : null,
            Accepted = accepted.ToDictionary(recipient => recipient, recipient => desk.Issue(ReceiptKind.Accepted, row, recipient)),
            Delivered = delivered.ToDictionary(recipient => recipient, recipient => desk.Issue(ReceiptKind.Delivered, row, recipient, statement)),
        };
    }

    private async Task<bool> CommitAsync(string peer, List<ToldDelivery> told, RebuiltContainer? rebuilt, string? blob, HashSet<string> lost, CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        var current = directory.Current;
        var (keeps, entered) = await parts.Journal.CommitAsync(
            journal =>
            {
                var entry = new RebuiltEntry(parts, desk, ledger, journal, current, peer, now);
                var roles = told.Select(item => PartIn(journal, item, current)).ToList();
                var known = journal.FindContainer(told[0].Delivery.Container);
                var isLost = known is { Remains: Remains.Everything } && lost.Contains(known.Blob);
                if (rebuilt is not null && (isLost || roles.Any(part => IsRebuilt(part, blob)))) entry.Add(rebuilt, told, blob, isLost);
                if (lost.Count > 0) entry.GiveBackHeld(told[0].Delivery, blob, lost);
                for (var i = 0; i < told.Count; i++) entry.Enter(told[i], roles[i], rebuilt, blob);
                return (entry.KeepsBlob, entry.Entered);
            },
            cancel).ConfigureAwait(false);
        foreach (var (delivery, what) in entered) Log.Rebuilt(_logger, delivery.MessageId, delivery.Recipient, peer, what);
        return keeps;
    }

    // Held as it was: it becomes a container of this node when it is verified. Only octets that are here already are not held again.
    private static bool IsRebuilt(ForgottenPart part, string? blob) =>
        part is ForgottenPart.Origin or ForgottenPart.Mailbox or ForgottenPart.Relay || (part == ForgottenPart.Held && blob is null);

    private ContainerRow ToRow(OpenedContainer opened, Spool spool, string? subject, IReadOnlyList<string> path) =>
        ContainerRow.Of(opened.Envelope!, opened.Digest, spool.Name, spool.Content.Length, ReceiptDesk.Milliseconds(parts.Time.GetUtcNow())) with
        {
            Subject = subject,
            Path = path,
        };

    // What it had passed when it came here: with the peer that handed it over, without this node when the peer got it from here.
    private string[] PathTo(string peer, ExchangedDelivery delivery, bool isOrigin)
    {
        if (isOrigin) return [];
        return delivery.Hop == ExchangedHop.Next
            ? [.. delivery.Path.TakeWhile(node => node != parts.Identity.NodeId)]
            : [.. delivery.Path, peer];
    }
}

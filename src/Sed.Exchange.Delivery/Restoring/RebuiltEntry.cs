using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>Enters what a peer told about one container, in one commit: rows first, then the receipts, which move them by the rules of every other day.</summary>
internal sealed class RebuiltEntry(
    GatewayParts parts, ReceiptDesk desk, ReceiptLedger ledger, IJournalTransaction journal, ExchangeDirectory directory, string peer, DateTimeOffset now)
{
    private readonly List<(ExchangedDelivery Delivery, string What)> _entered = [];

    /// <summary>True when something refers to the fetched blob after this commit.</summary>
    public bool KeepsBlob { get; private set; }

    /// <summary>What was entered.</summary>
    public IReadOnlyList<(ExchangedDelivery Delivery, string What)> Entered => _entered;

    private string Self => parts.Identity.NodeId;

    /// <summary>Adds the container and, at its origin, every delivery that its envelope names.</summary>
    /// <param name="rebuilt">The container.</param>
    /// <param name="told">What a peer told about it.</param>
    /// <param name="blob">Where its octets are, if they were fetched.</param>
    /// <param name="isLost">True: the backup knows it, but its octets are not there.</param>
    public void Add(RebuiltContainer rebuilt, IReadOnlyList<ToldDelivery> told, string? blob, bool isLost)
    {
        var known = journal.FindContainer(rebuilt.Row.Digest);
        var isLackedAndCame = isLost && blob is not null;
        if (isLackedAndCame || known is not { Remains: Remains.Everything })
        {
            // The backup may hold what a clock that was ahead had purged.
            KeepBlob(blob);
            if (known is null) journal.Add(rebuilt.Row);
            else journal.Update(known.WholeAgain(rebuilt.Row));
            if (isLackedAndCame) BlobUse.ReleaseUnneeded(journal, known!.Digest, known.Blob, now);
        }

        if (rebuilt.Envelope.SenderNode == Self) AddOrigin(rebuilt, told);
    }

    /// <summary>Gives octets to what is held of a container and has lost its own with the backup; it is verified with them.</summary>
    /// <param name="told">What a peer told about the container.</param>
    /// <param name="blob">Where its octets are, if they were fetched.</param>
    /// <param name="lost">Blobs that the backup names for it and that are not there.</param>
    public void GiveBackHeld(ExchangedDelivery told, string? blob, IReadOnlySet<string> lost)
    {
        var container = told.Container;
        var whole = journal.FindContainer(container) is { Remains: Remains.Everything } known && !lost.Contains(known.Blob) ? known.Blob : null;
        if ((whole ?? blob) is not { } octets) return;
        foreach (var held in journal.HeldOf(container).Where(row => lost.Contains(row.Blob)))
        {
            if (octets == blob) KeepBlob(blob);
            journal.Update(held with { Blob = octets, NextAttemptAt = now });
            BlobUse.ReleaseUnneeded(journal, container, held.Blob, now);
            _entered.Add((told with { Recipient = held.Recipient }, "octets of what is held"));
        }
    }

    /// <summary>Adds what this node had forgotten of a delivery, then enters its receipts.</summary>
    public void Enter(ToldDelivery told, ForgottenPart part, RebuiltContainer? rebuilt, string? blob)
    {
        var isThere = part switch
        {
            ForgottenPart.None => IsKnown(told),
            ForgottenPart.Origin => rebuilt is not null && (!told.HadMailboxAt(Self) || IsInMailbox(told) || AddMailbox(told, rebuilt)),
            ForgottenPart.Mailbox => AddMailbox(told, rebuilt),
            ForgottenPart.Held => blob is null ? AddMailbox(told, rebuilt) : AddHeld(told, blob),
            ForgottenPart.Relay => AddRelay(told, rebuilt) || AddHeld(told, blob),
            ForgottenPart.Refuser => AddRefusal(told, blob),
            _ => false,
        };
        if (!isThere)
        {
            // Either it never came here, and the peer will send it; or its octets are gone, and an administrator must know. Another peer may have those of
            // a mailbox: what was said of them is kept, and looked at when all have told.
            if (part is ForgottenPart.Origin or ForgottenPart.Held or ForgottenPart.Relay) Alarm(told, $"container {told.Delivery.Container} cannot be had back from {peer}");
            if (part == ForgottenPart.Mailbox) KeepWords(told);
            if (told.Delivery.IsReceiptsAlone || part == ForgottenPart.UnknownYet) PassOn(told);
            return;
        }

        if (part is ForgottenPart.Mailbox or ForgottenPart.Refuser) EndHeld(told);
        FollowHop(told);
        var news = 0;
        foreach (var (receipt, file) in told.Receipts)
        {
            if (receipt.IssuerNode != Self && !IsForUs(told, receipt)) continue;
            var entry = receipt.IssuerNode == Self
                ? ledger.EnterAgain(journal, receipt, file, directory, now)
                : ledger.Enter(journal, receipt, file, directory, now, peer);
            if (entry.Repeated) continue;
            news++;

            // Who tells it has it: the sender's own node is owed nothing by it.
            if (journal.FindOwedReceipt(receipt.ReceiptId)?.ToNode == peer) journal.RemoveOwedReceipt(receipt.ReceiptId);
        }

        if (part != ForgottenPart.None) _entered.Add((told.Delivery, part.ToString()));
        else if (news > 0) _entered.Add((told.Delivery, $"{news} receipt(s)"));
    }

    private bool IsInMailbox(ToldDelivery told) => journal.FindDelivery(Lane.In, told.Sender, told.Delivery.MessageId, told.Delivery.Recipient) is not null;

    private bool IsKnown(ToldDelivery told) =>
        journal.DeliveriesOf(told.Delivery.MessageId).Any(row => row.Recipient == told.Delivery.Recipient && row.Container == told.Delivery.Container)
        || journal.FindRefusal(told.Delivery.Container, told.Delivery.Recipient) is not null
        || journal.FindHeld(told.Delivery.Container, told.Delivery.Recipient) is not null;

    /// <summary>
    /// A peer tells all it holds; a node keeps what would have come to it: at the origin and on the way the word of those after it, in a mailbox
    /// nobody's but its own.
    /// </summary>
    private bool IsForUs(ToldDelivery told, Receipt receipt)
    {
        var delivery = journal.FindDelivery(Lane.Out, told.Sender, receipt.MessageId, receipt.Recipient)
            ?? journal.FindDelivery(Lane.Relay, told.Sender, receipt.MessageId, receipt.Recipient);
        return delivery is not null && receipt.Kind switch
        {
            ReceiptKind.Accepted or ReceiptKind.Undelivered => false,
            ReceiptKind.Relayed => receipt.IssuerNode == delivery.NextHop,
            _ => true,
        };
    }

    private void AddOrigin(RebuiltContainer rebuilt, IReadOnlyList<ToldDelivery> told)
    {
        var row = rebuilt.Row;
        var any = false;
        foreach (var recipient in rebuilt.Envelope.Recipients)
        {
            if (journal.FindDelivery(Lane.Out, row.Sender, row.MessageId, recipient) is not null) continue;
            any = true;
            var isNext = told.Any(item => item.Delivery.Recipient == recipient && item.Delivery.Hop == ExchangedHop.Next);
            var hop = isNext ? peer : HopTo(recipient, row);
            var delivery = NewDelivery(Lane.Out, row, recipient) with { NextHop = hop, NextAttemptAt = hop is null ? null : now };
            delivery = delivery with { WarnAt = WarnSchedule.For(delivery, now, parts.Options) };
            journal.Add(delivery);
            ReportLedger.Expect(journal, row, recipient, rebuilt.Facts);
            if (rebuilt.Accepted.GetValueOrDefault(recipient) is { } accepted)
            {
                journal.Add(accepted);
                journal.Append(ReceiptLedger.FeedEvent(accepted, row.Sender, delivery.DeliveryId, now) with { Detail = "issued again after a restore" });
            }

            // Others may have told what was said of it before anybody told the letter.
            delivery = ledger.EnterKept(journal, delivery, directory, now);

            // A mailbox of this very node: nobody else knows what became of it.
            if (rebuilt.Delivered.GetValueOrDefault(recipient) is not { } proof) continue;
            ReceiptLedger.EnterOwn(journal, proof, delivery, now, parts.Options);
            MailboxEntry.Add(journal, proof.ReceiptId, row, recipient, previousHop: null, now, parts.Options, perhapsSeen: true);
        }

        if (!any) return;
        CaptureLedger.Owe(journal, row, now);
        if (rebuilt.Submission is { } submission && journal.FindIdempotency(submission.Sender, submission.Key) is null) journal.Add(submission);
        ReportLedger.Enter(journal, row, rebuilt.Facts, rebuilt.Envelope.Recipients, directory, now);
        ControlLedger.EnterDocument(journal, row, rebuilt.Facts, rebuilt.Envelope.Recipients, directory);
    }

    private bool AddMailbox(ToldDelivery told, RebuiltContainer? rebuilt)
    {
        if (rebuilt is null) return false;
        var recipient = told.Delivery.Recipient;
        var previousHop = told.Delivery.Hop == ExchangedHop.Previous ? peer : null;

        // The delivery's id is its Delivered receipt's: installations know it, and so it is theirs again.
        var said = told.Said(Self, ReceiptKind.Delivered)?.ReceiptId
            ?? desk.FindSaid(journal, ReceiptKind.Delivered, rebuilt.Row.MessageId, rebuilt.Row.Digest, recipient)?.ReceiptId;
        var issued = said is null ? rebuilt.Delivered.GetValueOrDefault(recipient) : null;
        if ((said ?? issued?.ReceiptId) is not { } deliveryId) return false;
        var document = ReportLedger.Enter(journal, rebuilt.Row, rebuilt.Facts, rebuilt.Envelope.Recipients, directory, now);
        MailboxEntry.Add(
            journal, deliveryId, rebuilt.Row, recipient, previousHop, now, parts.Options, perhapsSeen: true,
            unmatched: document is null && rebuilt.Row.Kind == EnvelopeKind.Report);
        if (issued is not null)
        {
            journal.Add(issued);
            ledger.Owe(journal, issued, told.Sender, told.OriginNode, previousHop, directory, now);
        }

        ledger.SettleAgain(journal, deliveryId, now);
        ReportLedger.Expect(journal, rebuilt.Row, recipient, rebuilt.Facts);
        ControlLedger.EnterDocument(journal, rebuilt.Row, rebuilt.Facts, rebuilt.Envelope.Recipients, directory);
        return true;
    }

    private void KeepWords(ToldDelivery told)
    {
        foreach (var (receipt, file) in told.Receipts.Where(item => item.Receipt.IssuerNode == Self)) ledger.EnterAgain(journal, receipt, file, directory, now);
    }

    /// <summary>
    /// Handed to this node in the life it has forgotten: whoever did so has done with them. Of what it had passed to the peer, and nobody gives back, they are
    /// kept before it comes again.
    /// </summary>
    private void PassOn(ToldDelivery told)
    {
        foreach (var (receipt, file) in told.Receipts.Where(item => item.Receipt.IssuerNode != Self && item.Receipt.Kind != ReceiptKind.Relayed))
            ledger.Enter(journal, receipt, file, directory, now, peer);
    }

    private bool AddRelay(ToldDelivery told, RebuiltContainer? rebuilt)
    {
        if (rebuilt is null) return false;
        var delivery = NewDelivery(Lane.Relay, rebuilt.Row, told.Delivery.Recipient) with
        {
            PreviousHop = peer,
            NextHop = HopTo(told.Delivery.Recipient, rebuilt.Row),
            NextAttemptAt = now,
        };
        journal.Add(delivery);
        ledger.EnterKept(journal, delivery, directory, now);
        return true;
    }

    private bool AddRefusal(ToldDelivery told, string? blob)
    {
        var refused = told.Said(Self, ReceiptKind.Refused)!;
        var isKept = blob is not null && journal.FindContainer(told.Delivery.Container) is null;
        if (isKept) KeepBlob(blob);
        journal.Add(new RefusalRow(
            refused.Container, refused.Recipient, refused.MessageId, told.Delivery.Hop == ExchangedHop.Previous ? peer : told.OriginNode, refused.ReceiptId,
            isKept ? blob : null, now));
        return true;
    }

    /// <summary>Held again, as it was: the verdict is still to come, and with it what becomes of it.</summary>
    private bool AddHeld(ToldDelivery told, string? blob)
    {
        if (blob is null || told.Delivery.Length is not { } length) return false;
        var (relayed, file) = told.Receipts.First(item => item.Receipt.IssuerNode == Self && item.Receipt.Kind == ReceiptKind.Relayed);
        KeepBlob(blob);
        if (journal.FindReceipt(relayed.ReceiptId) is null) journal.Add(ReceiptDesk.ToRow(relayed, file, now, counts: true));
        journal.Add(new HeldRow
        {
            Container = relayed.Container,
            Recipient = relayed.Recipient,
            MessageId = relayed.MessageId,
            Sender = relayed.Sender,
            From = peer,
            Path = [.. told.Delivery.Path, peer],
            DirectorySerial = relayed.DirectorySerial,
            Blob = blob,
            Length = length,
            ReceiptId = relayed.ReceiptId,
            At = now,
            NextAttemptAt = now,
        });
        return true;
    }

    /// <summary>It is held in the backup, and the verdict was given since.</summary>
    private void EndHeld(ToldDelivery told)
    {
        if (journal.FindHeld(told.Delivery.Container, told.Delivery.Recipient) is not { } held) return;
        journal.RemoveHeld(held.Container, held.Recipient);
        BlobUse.ReleaseUnneeded(journal, held.Container, held.Blob, now);
    }

    /// <summary>The hop that it was handed to is the one that has it, whatever the directory says today: only its Relayed counts.</summary>
    private void FollowHop(ToldDelivery told)
    {
        if (told.Delivery.Hop != ExchangedHop.Next) return;
        foreach (var lane in new[] { Lane.Out, Lane.Relay })
        {
            if (journal.FindDelivery(lane, told.Sender, told.Delivery.MessageId, told.Delivery.Recipient) is { State: DeliveryState.Queued } queued
                && queued.NextHop != peer)
                journal.Update(queued with { NextHop = peer, NextAttemptAt = now });
        }
    }

    private string? HopTo(Guid recipient, ContainerRow row) =>
        directory.FindOrganisation(recipient)?.Node is { } node && parts.Router.Next(directory, node, row.Path, row.AccessMark) is Route.Via via ? via.Hop.Id : null;

    private DeliveryRow NewDelivery(Lane lane, ContainerRow row, Guid recipient) => new()
    {
        DeliveryId = parts.Entropy.NewId(),
        Lane = lane,
        MessageId = row.MessageId,
        Sender = row.Sender,
        Recipient = recipient,
        Container = row.Digest,
        State = DeliveryState.Queued,
        StateSince = now,
        CreatedAt = now,
        DeliverBy = row.DeliverBy,
    };

    private void KeepBlob(string? blob)
    {
        if (KeepsBlob) return;
        journal.CommitBlob(blob ?? throw new InvalidOperationException("There are no octets to keep."));
        KeepsBlob = true;
    }

    private void Alarm(ToldDelivery told, string why) => journal.Append(new EventRow
    {
        At = now,
        Kind = EventKinds.Alarm,
        MessageId = told.Delivery.MessageId,
        Counterpart = told.Delivery.Recipient,
        Detail = why,
    });
}

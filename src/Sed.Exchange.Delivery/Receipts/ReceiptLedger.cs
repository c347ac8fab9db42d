using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// Enters receipts, issued here or received, and moves the deliveries they are about. State is a function of the set of receipts, not of their
/// arrival order; receipts never cause receipts.
/// </summary>
internal sealed class ReceiptLedger(Router router, DirectoryHistory history, DeliveryOptions options)
{
    /// <summary>How often one node may say the same of one delivery, each time under another id: more often than any that lost its disk, and no more than is read at a glance.</summary>
    internal const int MostRepetitions = 8;

    /// <summary>
    /// Enters an opened receipt. Idempotent by receipt id. One that concerns a sender elsewhere is owed onward, though its container came by another way.
    /// A receipt that matches no delivery here and ends here, or whose issuer may not say it, is recorded with an alarm and moves nothing.
    /// </summary>
    /// <param name="journal">The commit it is part of.</param>
    /// <param name="receipt">What is said.</param>
    /// <param name="bytes">Its octets; the signature and the key are proven.</param>
    /// <param name="directory">The directory in force.</param>
    /// <param name="now">The time.</param>
    /// <param name="from">The peer that brought it.</param>
    public LedgerEntry Enter(IJournalTransaction journal, Receipt receipt, byte[] bytes, ExchangeDirectory directory, DateTimeOffset now, string? from)
    {
        var known = journal.FindReceipt(receipt.ReceiptId);
        if (known is not null && !known.Bytes.AsSpan().SequenceEqual(bytes))
        {
            Alarm(journal, receipt, now, "other bytes under a known receipt id");
            return new LedgerEntry(known, null, "other bytes under a known receipt id", Repeated: true);
        }

        var outgoing = journal.FindDelivery(Lane.Out, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var relayed = outgoing is null ? journal.FindDelivery(Lane.Relay, receipt.Sender, receipt.MessageId, receipt.Recipient) : null;
        var delivery = outgoing ?? relayed;
        var doubt = Doubt(journal, receipt, delivery, directory, from);
        if (known is not null && (known.Counts || doubt is not null)) return EnterRepeated(journal, known, receipt, delivery, doubt, directory, now, from);

        var said = known is null ? Repetitions(journal, receipt, counts: doubt is null) : [];
        if (said.Count >= MostRepetitions) return new LedgerEntry(said[^1], null, null, Repeated: true);
        if (said.Count == MostRepetitions - 1) journal.Append(AlarmAbout(receipt, now, "is said again and again: what follows is not kept"));

        var row = ReceiptDesk.ToRow(receipt, bytes, now, counts: doubt is null);

        if (known is null) journal.Add(row);
        else journal.Believe(receipt.ReceiptId);

        // Receipts may go by another way than their container came: what is passed on without its delivery is the origin's to judge.
        var passesOn = receipt.Kind != ReceiptKind.Relayed && (delivery is null || doubt is null)
            && Owe(journal, row, receipt.Sender, receipt.OriginNode, relayed?.PreviousHop, directory, now, from);
        if (delivery is null && passesOn) doubt = null;

        var isTold = outgoing is null && TellMoved(journal, row, receipt, delivery, doubt, directory, now);
        if (!isTold && doubt is not null) Alarm(journal, receipt, now, doubt);
        if (doubt is not null || delivery is null) return new LedgerEntry(row, delivery, isTold ? null : doubt, Repeated: false);
        if (outgoing is not null) TellSender(journal, row, outgoing, now);

        // One that was here before its delivery was may not have come alone.
        if (known is not null) BelieveKept(journal, delivery, directory, now);
        return new LedgerEntry(row, MoveAndAsk(journal, delivery, now), null, Repeated: false);
    }

    /// <summary>A delivery is known again that was forgotten: what was said of it meanwhile, and counted for nothing without it, counts.</summary>
    public DeliveryRow EnterKept(IJournalTransaction journal, DeliveryRow delivery, ExchangeDirectory directory, DateTimeOffset now) =>
        BelieveKept(journal, delivery, directory, now) ? MoveAndAsk(journal, delivery, now) : delivery;

    /// <summary>
    /// Enters a receipt that this node issued itself in a life it has forgotten, as a peer gives it back: the same octets, never signed anew. It moves
    /// what it moved then, the mailbox too, and is owed to nobody: whoever gave it back has it, and owes it onward himself. About a delivery that is not here (its
    /// octets are still to come, or nobody has them) it is kept, so that nothing else is ever said in its place.
    /// </summary>
    public LedgerEntry EnterAgain(IJournalTransaction journal, Receipt receipt, byte[] bytes, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (journal.FindReceipt(receipt.ReceiptId) is { } known) return new LedgerEntry(known, null, null, Repeated: true);
        var outgoing = journal.FindDelivery(Lane.Out, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var relayed = journal.FindDelivery(Lane.Relay, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var inbound = journal.FindDelivery(Lane.In, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var delivery = outgoing ?? relayed ?? inbound;
        var isRefusal = receipt.Kind == ReceiptKind.Refused && journal.FindRefusal(receipt.Container, receipt.Recipient) is not null;
        var doubt = isRefusal || delivery is null ? null : Doubt(journal, receipt, delivery, directory, from: null);
        var row = ReceiptDesk.ToRow(receipt, bytes, now, counts: doubt is null);
        journal.Add(row);
        if (doubt is not null)
        {
            Alarm(journal, receipt, now, doubt);
            return new LedgerEntry(row, delivery, doubt, Repeated: false);
        }

        if (outgoing is not null)
        {
            TellSender(journal, row, outgoing, now);
            Move(journal, outgoing, now, options);
        }
        else
        {
            TellMoved(journal, row, receipt, delivery, doubt: null, directory, now);
        }

        if (relayed is not null) Move(journal, relayed, now, options);
        if (inbound is not null) Settle(journal, inbound, receipt.Kind, now);
        return new LedgerEntry(row, delivery, null, Repeated: false);
    }

    /// <summary>A mailbox was entered again under the id it had: what this node had said then of its installation holds.</summary>
    public void SettleAgain(IJournalTransaction journal, Guid deliveryId, DateTimeOffset now)
    {
        var inbound = journal.FindDelivery(deliveryId)!;
        foreach (var said in journal.ReceiptsOf(inbound.MessageId, inbound.Recipient).Where(row => row.IssuerNode == router.Self && row.Container == inbound.Container))
            Settle(journal, inbound, said.Kind, now);
    }

    /// <summary>Owes a receipt towards those whom it tells something (<see cref="ReceiptWay"/>); nothing when it ends here.</summary>
    /// <param name="journal">The commit it is part of.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="sender">The sending organisation.</param>
    /// <param name="originNode">Where the message was accepted.</param>
    /// <param name="previousHop">The node the container came from, or null.</param>
    /// <param name="directory">The directory in force.</param>
    /// <param name="due">When it is handed over first.</param>
    /// <param name="from">The peer that brought it; null: it was issued here.</param>
    /// <returns>True: it goes on from here.</returns>
    public bool Owe(
        IJournalTransaction journal, ReceiptRow receipt, Guid sender, string originNode, string? previousHop, ExchangeDirectory directory, DateTimeOffset due,
        string? from = null)
    {
        if (ReceiptWay.Target(directory, router, sender, originNode, from) is not { } target)
        {
            // Nobody sends a copy after a sender whose origin is gone.
            if (from is null) TellMoved(journal, receipt, sender, originNode, directory.Serial, directory, due);
            return false;
        }

        // A node that no directory ever named is nobody's origin: debts to names that a peer invents would be kept for ever.
        if (!history.IsKnown(journal, directory, target)) return false;
        journal.Put(new OwedReceiptRow
        {
            ReceiptId = receipt.ReceiptId,
            ToNode = target,
            Sender = sender,
            PreviousHop = previousHop,
            Since = due,
            NextAttemptAt = due,
        });
        return true;
    }

    /// <summary>A sender that has moved here is told, once, what became of what it sent before, from elsewhere, also when this node passed it on.</summary>
    /// <param name="journal">The commit it is part of.</param>
    /// <param name="row">What is told.</param>
    /// <param name="sender">The sending organisation.</param>
    /// <param name="originNode">Where the message was accepted.</param>
    /// <param name="serial">The directory by which it was said.</param>
    /// <param name="directory">The directory in force.</param>
    /// <param name="now">The time.</param>
    /// <returns>True: it is told, now or before, and nothing speaks against it.</returns>
    public bool TellMoved(
        IJournalTransaction journal, ReceiptRow row, Guid sender, string originNode, long serial, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (originNode == router.Self || directory.FindOrganisation(sender)?.Node != router.Self) return false;

        // What was said before this node's first directory nobody here can judge: while anything of then may still be owed it is told, beside an alarm.
        var isProven = history.HasServed(journal, directory, originNode, sender);
        if (!isProven && !history.IsBeforeTheFirst(journal, directory, serial, now - options.OwedReceipts)) return false;
        if (!journal.IsToldWithoutDelivery(sender, row.ReceiptId))
            journal.Append(FeedEvent(row, sender, deliveryId: null, now) with { Detail = row.Reason ?? $"sent from node {originNode}" });
        return isProven;
    }

    /// <summary>Adds a receipt issued here about a delivery admitted here, and moves that delivery.</summary>
    public static DeliveryRow EnterOwn(IJournalTransaction journal, ReceiptRow row, DeliveryRow outgoing, DateTimeOffset now, DeliveryOptions options)
    {
        journal.Add(row);
        TellSender(journal, row, outgoing, now);
        return Move(journal, outgoing, now, options);
    }

    /// <summary>
    /// Delivered or Refused was added here about a message that this node itself had sent or passed on before its mailbox moved here: those deliveries have
    /// ended, and the origin is told.
    /// </summary>
    public void EndHere(IJournalTransaction journal, ReceiptRow said, ContainerRow container, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (journal.FindDelivery(Lane.Out, container.Sender, container.MessageId, said.Recipient) is { } outgoing && outgoing.Container == container.Digest)
        {
            TellSender(journal, said, outgoing, now);
            Move(journal, outgoing, now, options);
            Owe(journal, said, container.Sender, container.OriginNode, previousHop: null, directory, now);
        }

        if (journal.FindDelivery(Lane.Relay, container.Sender, container.MessageId, said.Recipient) is not { } relayed || relayed.Container != container.Digest) return;
        Move(journal, relayed, now, options);
        Owe(journal, said, container.Sender, container.OriginNode, relayed.PreviousHop, directory, now);
    }

    /// <summary>Adds a receipt issued here about a delivery on its way through this node, and moves that delivery.</summary>
    public static void EnterOwnRelay(IJournalTransaction journal, ReceiptRow row, DeliveryRow relayed, DateTimeOffset now, DeliveryOptions options)
    {
        journal.Add(row);
        Move(journal, relayed, now, options);
    }

    /// <summary>The line of the sender's feed that a receipt makes.</summary>
    public static EventRow FeedEvent(ReceiptRow row, Guid sender, Guid? deliveryId, DateTimeOffset now) => new()
    {
        At = now,
        Kind = row.Kind.ToString(),
        Organisation = sender,
        MessageId = row.MessageId,
        DeliveryId = deliveryId,
        Counterpart = row.Recipient,
        ReceiptId = row.ReceiptId,
        Detail = row.Reason,
    };

    /// <summary>The state that the receipts held about a delivery state: those that count, about its container, Relayed only from its next hop.</summary>
    public static DeliveryState StateBy(DeliveryRow delivery, IEnumerable<ReceiptRow> receipts) => LaneTable.StateOf(CountedOf(delivery, receipts)
        .Where(receipt => receipt.Kind != ReceiptKind.Relayed || receipt.IssuerNode == delivery.NextHop)
        .Select(receipt => receipt.Kind));

    /// <summary>
    /// The nodes whose installation has said what it did with a delivery: they have delivered it, though Delivered itself may be lost. Nobody may say then that
    /// it was not delivered.
    /// </summary>
    public static IEnumerable<string> SpokeAt(DeliveryRow delivery, IEnumerable<ReceiptRow> receipts) => CountedOf(delivery, receipts)
        .Where(receipt => receipt.Kind is ReceiptKind.Collected or ReceiptKind.Declined)
        .Select(receipt => receipt.IssuerNode);

    /// <summary>The receipts that count and are about a delivery's container: another organisation may have given its message the same id.</summary>
    public static IEnumerable<ReceiptRow> CountedOf(DeliveryRow delivery, IEnumerable<ReceiptRow> receipts) =>
        receipts.Where(receipt => receipt.Counts && receipt.Container == delivery.Container);

    /// <summary>
    /// What a receipt means to the sender: a line of its feed, from Delivered on the reports it asked for are due, and what says the same as a report is
    /// to be made into one.
    /// </summary>
    private static void TellSender(IJournalTransaction journal, ReceiptRow row, DeliveryRow outgoing, DateTimeOffset now)
    {
        journal.Append(FeedEvent(row, outgoing.Sender, outgoing.DeliveryId, now));
        if (row.Kind == ReceiptKind.Delivered) OwedReports.Arm(journal, outgoing);
        if (!OwedReports.IsAskedAsReport(journal, row, outgoing)) return;
        journal.Put(new ReportToMakeRow
        {
            ReceiptId = row.ReceiptId,
            Sender = outgoing.Sender,
            MessageId = outgoing.MessageId,
            Recipient = outgoing.Recipient,
            Since = now,
            NextAttemptAt = now,
        });
    }

    private static void Settle(IJournalTransaction journal, DeliveryRow inbound, ReceiptKind said, DateTimeOffset now)
    {
        var settled = said switch
        {
            ReceiptKind.Collected => DeliveryState.Collected,
            ReceiptKind.Declined => DeliveryState.Declined,
            _ => (DeliveryState?)null,
        };
        if (settled is { } state && inbound is { State: DeliveryState.Waiting or DeliveryState.Leased })
            journal.Update(inbound with { State = state, StateSince = now, LeaseId = null, LeasedUntil = null, PerhapsSeen = true, WarnAt = null });
    }

    private bool BelieveKept(IJournalTransaction journal, DeliveryRow delivery, ExchangeDirectory directory, DateTimeOffset now)
    {
        var isAny = false;
        foreach (var kept in journal.ReceiptsOf(delivery.MessageId, delivery.Recipient).Where(row => !row.Counts && row.Container == delivery.Container))
        {
            if (ReceiptFile.OpenCryptoOnly(kept.Bytes, now).Receipt is not { } said || Doubt(journal, said, delivery, directory, from: null) is not null) continue;
            journal.Believe(kept.ReceiptId);
            if (delivery.Lane == Lane.Out) TellSender(journal, kept with { Counts = true }, delivery, now);
            isAny = true;
        }

        return isAny;
    }

    /// <summary>Where the installation has said something, and what proves that it could is missing, that is asked for at once.</summary>
    private DeliveryRow MoveAndAsk(IJournalTransaction journal, DeliveryRow delivery, DateTimeOffset now)
    {
        var receipts = journal.ReceiptsOf(delivery.MessageId, delivery.Recipient);
        var moved = Move(journal, delivery, receipts, now, options);
        if (moved.State is not (DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused) || !SpokeAt(moved, receipts).Any()) return moved;
        var asked = moved with { NextAttemptAt = now };
        journal.Update(asked);
        return asked with { Version = asked.Version + 1 };
    }

    /// <summary>A receipt that is here already and moves nothing more here: whoever brings it counts on us all the same.</summary>
    private LedgerEntry EnterRepeated(
        IJournalTransaction journal, ReceiptRow known, Receipt receipt, DeliveryRow? delivery, string? doubt, ExchangeDirectory directory, DateTimeOffset now, string? from)
    {
        if (delivery is not { Lane: Lane.Out })
        {
            // Where directories contradict each other it may have gone round: then it goes again, later, until they agree.
            if (from is not null && receipt.Kind != ReceiptKind.Relayed) OweAgain(journal, known, receipt, directory, now, from);

            // It was issued here, or passed on, before anybody knew here that its sender comes; or it comes back from the origin, which follows him.
            TellMoved(journal, known, receipt, delivery, doubt, directory, now);
        }

        // It was given back once, and goes to the same peer again: its Relayed of then is the answer of now.
        var isAnswerAgain = doubt is null && receipt.Kind == ReceiptKind.Relayed && from is not null && delivery is { State: DeliveryState.Queued }
            && delivery.NextHop == from && receipt.IssuerNode == from;
        return new LedgerEntry(known, isAnswerAgain ? MoveAndAsk(journal, delivery!, now) : null, null, Repeated: true);
    }

    /// <summary>
    /// What one node has said of one delivery like this already. Who says the same under ever new ids says nothing new, be it of ever other containers. What counts and what does not
    /// apart: no lie takes the place of the truth.
    /// </summary>
    private static List<ReceiptRow> Repetitions(IJournalReader journal, Receipt receipt, bool counts) =>
        [.. journal.ReceiptsOf(receipt.MessageId, receipt.Recipient)
            .Where(other => other.Kind == receipt.Kind && other.IssuerNode == receipt.IssuerNode && other.Counts == counts && (!counts || other.Container == receipt.Container))];

    private void OweAgain(IJournalTransaction journal, ReceiptRow row, Receipt receipt, ExchangeDirectory directory, DateTimeOffset now, string from)
    {
        // An attempt under way must not end a debt that came round while it was; and when it comes from the origin, that one has it, and its sender has not.
        // Never back from there: a copy is on its way after him already.
        if (journal.FindOwedReceipt(receipt.ReceiptId) is { } owed)
        {
            var target = owed.ToNode == receipt.OriginNode ? ReceiptWay.Target(directory, router, receipt.Sender, receipt.OriginNode, from) ?? owed.ToNode : owed.ToNode;
            journal.Put(owed with { ToNode = target, NextAttemptAt = owed.NextAttemptAt.AddMilliseconds(1) });
        }
        else
        {
            Owe(journal, row, receipt.Sender, receipt.OriginNode, null, directory, now + options.LongestPause, from);
        }
    }

    // Without its delivery nobody here knows the container: who may not say it by any directory is believed no more than with it.
    private bool TellMoved(
        IJournalTransaction journal, ReceiptRow row, Receipt receipt, DeliveryRow? delivery, string? doubt, ExchangeDirectory directory, DateTimeOffset now) =>
        (delivery is null ? history.MayIssue(journal, receipt, directory, receipt.OriginNode, DateTimeOffset.MinValue) : doubt is null)
        && TellMoved(journal, row, receipt.Sender, receipt.OriginNode, receipt.DirectorySerial, directory, now);

    private string? Doubt(IJournalReader journal, Receipt receipt, DeliveryRow? delivery, ExchangeDirectory directory, string? from)
    {
        if (delivery is null) return "no such delivery here";
        if (delivery.Container != receipt.Container) return "about another container";

        // The origin is the container's, whatever a receipt calls so: else anybody could name himself and say what only the origin may.
        var container = journal.FindContainer(delivery.Container)!;
        if (receipt.OriginNode != container.OriginNode) return "names another origin";
        return history.MayIssue(journal, receipt, directory, container.OriginNode, container.SentAt)
            && (receipt.Kind != ReceiptKind.Refused || MayRefuse(journal, receipt.IssuerNode, delivery, container, directory, from))
            ? null
            : "issuer may not say it";
    }

    // The origin, who has it next, and whoever he passed it on to; the recipient's node, and those between here and there. Who has it, or had it, by no directory and nobody's word
    // ends no other's delivery (docs/decisions/0036).
    private bool MayRefuse(IJournalReader journal, string issuer, DeliveryRow delivery, ContainerRow container, ExchangeDirectory directory, string? from) =>
        issuer == router.Self
        || issuer == container.OriginNode
        || issuer == delivery.NextHop
        || (from is not null && from == delivery.NextHop)
        || history.NodesOf(journal, directory, delivery.Recipient, container.SentAt).Contains(issuer)
        || history.IsBetween(journal, directory, issuer, router.Self, delivery.Recipient, container.SentAt);

    private static DeliveryRow Move(IJournalTransaction journal, DeliveryRow delivery, DateTimeOffset now, DeliveryOptions options) =>
        Move(journal, delivery, journal.ReceiptsOf(delivery.MessageId, delivery.Recipient), now, options);

    private static DeliveryRow Move(IJournalTransaction journal, DeliveryRow delivery, IReadOnlyList<ReceiptRow> receipts, DateTimeOffset now, DeliveryOptions options)
    {
        var state = StateBy(delivery, receipts);
        if (state == delivery.State || state == DeliveryState.Queued) return delivery;
        var moved = delivery with { State = state, StateSince = now, NextAttemptAt = null, LastError = null };
        moved = moved with { NextAttemptAt = ChaseSchedule.First(moved, now), WarnAt = WarnSchedule.For(moved, now, options) };
        journal.Update(moved);
        return moved with { Version = moved.Version + 1 };
    }

    private static void Alarm(IJournalTransaction journal, Receipt receipt, DateTimeOffset now, string why) =>
        journal.Append(AlarmAbout(receipt, now, $"does not count: {why}"));

    private static EventRow AlarmAbout(Receipt receipt, DateTimeOffset now, string what) => new()
    {
        At = now,
        Kind = EventKinds.Alarm,
        MessageId = receipt.MessageId,
        Counterpart = receipt.Recipient,
        ReceiptId = receipt.ReceiptId,
        Detail = $"receipt {receipt.Kind} of {receipt.IssuerNode} {what}",
    };
}

using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// Enters receipts, issued here or received, and moves the deliveries they are about. State is a function of the set of receipts, not of their
/// arrival order; receipts never cause receipts.
/// </summary>
internal sealed class ReceiptLedger(string self, DeliveryOptions options)
{
    /// <summary>
    /// Enters an opened receipt. Idempotent by receipt id. A receipt that matches no delivery here, or whose issuer may not say it, is recorded
    /// with an alarm and moves nothing. One that concerns a sender elsewhere is owed onward.
    /// </summary>
    public LedgerEntry Enter(IJournalTransaction journal, Receipt receipt, byte[] bytes, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (journal.FindReceipt(receipt.ReceiptId) is { } known)
        {
            if (known.Bytes.AsSpan().SequenceEqual(bytes)) return new LedgerEntry(known, null, null, Repeated: true);
            Alarm(journal, receipt, now, "other bytes under a known receipt id");
            return new LedgerEntry(known, null, "other bytes under a known receipt id", Repeated: true);
        }

        var outgoing = journal.FindDelivery(Lane.Out, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var relayed = outgoing is null ? journal.FindDelivery(Lane.Relay, receipt.Sender, receipt.MessageId, receipt.Recipient) : null;
        var delivery = outgoing ?? relayed;
        var doubt = Doubt(receipt, delivery, directory);
        var row = ReceiptDesk.ToRow(receipt, bytes, now, counts: doubt is null);
        journal.Add(row);

        if (doubt is not null) Alarm(journal, receipt, now, doubt);
        if (doubt is null && delivery is not null) delivery = Move(journal, delivery, now, options);

        // The installation has said something, and what proves that it could is missing: asked for at once.
        if (doubt is null && receipt.Kind is ReceiptKind.Collected or ReceiptKind.Declined && delivery is { State: DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused })
            journal.Update(delivery with { NextAttemptAt = now });
        if (doubt is null && outgoing is not null) TellSender(journal, row, outgoing, now);
        if (outgoing is null && IsForOthers(receipt, directory) && receipt.Kind != ReceiptKind.Relayed && (relayed is null || doubt is null))
            Owe(journal, row, receipt.Sender, SenderNode(receipt, directory), relayed?.PreviousHop, now);
        return new LedgerEntry(row, delivery, doubt, Repeated: false);
    }

    /// <summary>
    /// Enters a receipt that this node issued itself in a life it has forgotten, as a peer gives it back: the same octets, never signed anew. It moves
    /// what it moved then, the mailbox too, and is owed to nobody: whoever gave it back has it, and owes it onward himself.
    /// </summary>
    public LedgerEntry EnterAgain(IJournalTransaction journal, Receipt receipt, byte[] bytes, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (journal.FindReceipt(receipt.ReceiptId) is { } known) return new LedgerEntry(known, null, null, Repeated: true);
        var outgoing = journal.FindDelivery(Lane.Out, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var relayed = journal.FindDelivery(Lane.Relay, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var inbound = journal.FindDelivery(Lane.In, receipt.Sender, receipt.MessageId, receipt.Recipient);
        var delivery = outgoing ?? relayed ?? inbound;
        var isRefusal = receipt.Kind == ReceiptKind.Refused && journal.FindRefusal(receipt.Container, receipt.Recipient) is not null;
        var doubt = isRefusal ? null : Doubt(receipt, delivery, directory);
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

        if (relayed is not null) Move(journal, relayed, now, options);
        var settled = receipt.Kind switch
        {
            ReceiptKind.Collected => DeliveryState.Collected,
            ReceiptKind.Declined => DeliveryState.Declined,
            _ => (DeliveryState?)null,
        };
        if (settled is { } state && inbound is { State: DeliveryState.Waiting or DeliveryState.Leased })
            journal.Update(inbound with { State = state, StateSince = now, LeaseId = null, LeasedUntil = null, PerhapsSeen = true, WarnAt = null });
        return new LedgerEntry(row, delivery, null, Repeated: false);
    }

    /// <summary>Enters a receipt issued here about a container admitted elsewhere, and owes it towards the sender.</summary>
    public static void Owe(
        IJournalTransaction journal, ReceiptRow receipt, Guid sender, string senderNode, string? previousHop, DateTimeOffset now) =>
        journal.Put(new OwedReceiptRow
        {
            ReceiptId = receipt.ReceiptId,
            ToNode = senderNode,
            Sender = sender,
            PreviousHop = previousHop,
            Since = now,
            NextAttemptAt = now,
        });

    /// <summary>Adds a receipt issued here about a delivery admitted here, and moves that delivery.</summary>
    public static DeliveryRow EnterOwn(IJournalTransaction journal, ReceiptRow row, DeliveryRow outgoing, DateTimeOffset now, DeliveryOptions options)
    {
        journal.Add(row);
        TellSender(journal, row, outgoing, now);
        return Move(journal, outgoing, now, options);
    }

    /// <summary>Adds a receipt issued here about a delivery on its way through this node, and moves that delivery.</summary>
    public static void EnterOwnRelay(IJournalTransaction journal, ReceiptRow row, DeliveryRow relayed, DateTimeOffset now, DeliveryOptions options)
    {
        journal.Add(row);
        Move(journal, relayed, now, options);
    }

    /// <summary>The line of the sender's feed that a receipt makes.</summary>
    public static EventRow FeedEvent(ReceiptRow row, Guid sender, Guid deliveryId, DateTimeOffset now) => new()
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

    /// <summary>The node that serves the sender today; its origin when the directory no longer knows the organisation.</summary>
    public static string SenderNode(Receipt receipt, ExchangeDirectory directory) =>
        directory.FindOrganisation(receipt.Sender)?.Node ?? receipt.OriginNode;

    /// <summary>The state that the receipts held about a delivery state: those that count, about its container, Relayed only from its next hop.</summary>
    public static DeliveryState StateBy(DeliveryRow delivery, IEnumerable<ReceiptRow> receipts) => LaneTable.StateOf(receipts
        .Where(receipt => receipt.Counts
            && receipt.Container == delivery.Container
            && (receipt.Kind != ReceiptKind.Relayed || receipt.IssuerNode == delivery.NextHop))
        .Select(receipt => receipt.Kind));

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

    private bool IsForOthers(Receipt receipt, ExchangeDirectory directory) => SenderNode(receipt, directory) != self;

    private static string? Doubt(Receipt receipt, DeliveryRow? delivery, ExchangeDirectory directory)
    {
        if (delivery is null) return "no such delivery here";
        if (delivery.Container != receipt.Container) return "about another container";
        var recipientNode = directory.FindOrganisation(receipt.Recipient)?.Node;
        if (!ReceiptRules.MayIssue(receipt.Kind, receipt.IssuerNode, receipt.OriginNode, recipientNode)) return "issuer may not say it";
        return null;
    }

    private static DeliveryRow Move(IJournalTransaction journal, DeliveryRow delivery, DateTimeOffset now, DeliveryOptions options)
    {
        var state = StateBy(delivery, journal.ReceiptsOf(delivery.MessageId, delivery.Recipient));
        if (state == delivery.State || state == DeliveryState.Queued) return delivery;
        var moved = delivery with { State = state, StateSince = now, NextAttemptAt = null, LastError = null };
        moved = moved with { NextAttemptAt = ChaseSchedule.First(moved, now), WarnAt = WarnSchedule.For(moved, now, options) };
        journal.Update(moved);
        return moved with { Version = moved.Version + 1 };
    }

    private static void Alarm(IJournalTransaction journal, Receipt receipt, DateTimeOffset now, string why) => journal.Append(new EventRow
    {
        At = now,
        Kind = EventKinds.Alarm,
        MessageId = receipt.MessageId,
        Counterpart = receipt.Recipient,
        ReceiptId = receipt.ReceiptId,
        Detail = $"receipt {receipt.Kind} of {receipt.IssuerNode} does not count: {why}",
    });
}

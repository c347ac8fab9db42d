using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Restoring;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Enters the dispositions of one arrival in one commit.</summary>
internal sealed class ArrivalEntry(
    GatewayParts parts,
    ExchangeDirectory directory,
    ArrivalJudge judge,
    ReceiptLedger ledger,
    IJournalTransaction journal,
    Carriage carriage,
    Arrival? arrival,
    string blob,
    DateTimeOffset now,
    DamagedOctets? damaged = null,
    bool keepsRefused = true)
{
    private bool _rowAdded;
    private bool _delivered;
    private bool? _unmatched;

    /// <summary>True when something refers to the spooled blob after this commit.</summary>
    public bool KeepsBlob { get; private set; }

    /// <summary>The delivery that holds the dedupe key for this recipient, in whichever lane; null: nobody does.</summary>
    public DeliveryRow? HolderOfKey(Disposition disposition) =>
        arrival is null || (disposition is Disposition.ToHop hop && FindGivenBack(hop) is not null) ? null : HolderOfKey(journal, arrival, disposition);

    public static DeliveryRow? HolderOfKey(IJournalReader journal, Arrival arrival, Disposition disposition) =>
        journal.FindDelivery(Lane.In, arrival.Row.Sender, arrival.Row.MessageId, disposition.Recipient)
        ?? (journal.FindDelivery(Lane.Relay, arrival.Row.Sender, arrival.Row.MessageId, disposition.Recipient) is { } relayed

            // Passed on from here once, and now its mailbox is here: the same delivery, at its end.
            && !(disposition is Disposition.ToMailbox && relayed.Container == arrival.Row.Digest) ? relayed : null)

        // It came home, was held, and its mailbox has moved on before the verdict: it is on its way from here already. Another container that names what was sent from here is none of it.
        ?? (journal.FindDelivery(Lane.Out, arrival.Row.Sender, arrival.Row.MessageId, disposition.Recipient) is { } own
            && (disposition is Disposition.ToHop || own.Container != arrival.Row.Digest) ? own : null);

    public void Add(Disposition disposition)
    {
        // The Relayed of a held container was entered when it was given; a Delivered, when a peer gave it back without its octets.
        var wasSaid = journal.FindReceipt(disposition.Receipt.ReceiptId) is not null;
        if (!wasSaid) journal.Add(disposition.Receipt);
        switch (disposition)
        {
            case Disposition.ToMailbox mailbox:
                AddContainer();

                // Its id is the receipt's: whoever holds the receipt can give both back to a node that lost its disk.
                MailboxEntry.Add(
                    journal, mailbox.Receipt.ReceiptId, arrival!.Row, mailbox.Recipient, carriage.Peer, now, parts.Options,
                    Restoration.MayHaveForgotten(journal, arrival.Row.SentAt) || judge.MayBeElsewhere(journal, arrival, mailbox.Recipient), IsUnmatched());
                if (wasSaid) ledger.SettleAgain(journal, mailbox.Receipt.ReceiptId, now);
                ledger.EndHere(journal, mailbox.Receipt, arrival.Row, directory, now);
                ReportLedger.Expect(journal, arrival.Row, mailbox.Recipient, arrival.Facts);
                _delivered = true;
                break;
            case Disposition.ToHop hop:
                AddContainer();
                if (FindGivenBack(hop) is { } passed)
                {
                    journal.Update(passed with { State = DeliveryState.Queued, StateSince = now, NextHop = hop.NextHop, NextAttemptAt = now, LastError = null });
                    break;
                }

                journal.Add(ToRelay(arrival!, hop));
                ReportLedger.Expect(journal, arrival!.Row, hop.Recipient, arrival.Facts);
                break;
            case Disposition.Refusal refusal:
                // What was held may have been refused meanwhile when it came again under another id: the octets are kept once.
                if (journal.FindRefusal(refusal.Receipt.Container, refusal.Recipient) is null)
                {
                    if (keepsRefused) KeepBlob();
                    journal.Add(new RefusalRow(
                        refusal.Receipt.Container, refusal.Recipient, carriage.MessageId, carriage.Peer, refusal.Receipt.ReceiptId,
                        keepsRefused ? blob : null, now));
                }

                if (journal.FindContainer(refusal.Receipt.Container) is { } own && own.MessageId == carriage.MessageId)
                    ledger.EndHere(journal, refusal.Receipt, own, directory, now);
                journal.Append(new EventRow
                {
                    At = now,
                    Kind = refusal.Receipt.Kind.ToString(),
                    MessageId = carriage.MessageId,
                    Counterpart = refusal.Recipient,
                    ReceiptId = refusal.Receipt.ReceiptId,
                    Detail = $"{refusal.Receipt.Reason} from {carriage.Peer}",
                });
                break;
            default:
                throw new InvalidOperationException($"Not entered here: {disposition.GetType().Name}");
        }
    }

    /// <summary>Enters what is said once, when all dispositions are added: the same for every recipient here, of whom there may be a thousand.</summary>
    public void Complete()
    {
        if (_delivered) ControlLedger.EnterDocument(journal, arrival!.Row, arrival.Facts, arrival.Envelope.Recipients, directory);
    }

    /// <summary>
    /// What this node had handed on, or was about to, and comes back from there: its mailbox has moved meanwhile, the nodes it has passed since it was here have it no
    /// more, and so it goes on from here again.
    /// </summary>
    private DeliveryRow? FindGivenBack(Disposition.ToHop hop)
    {
        var passed = carriage.Path.SkipWhile(node => node != parts.Identity.NodeId).Skip(1).ToList();
        DeliveryRow? Of(Lane lane) =>
            journal.FindDelivery(lane, arrival!.Row.Sender, arrival.Row.MessageId, hop.Recipient) is { State: DeliveryState.Queued or DeliveryState.Sent, NextHop: { } next } row
            && row.Container == arrival.Row.Digest && passed.Contains(next) ? row : null;
        return Of(Lane.Out) ?? Of(Lane.Relay);
    }

    /// <summary>Enters a report once for all its mailboxes; true when its document is not known here.</summary>
    private bool IsUnmatched() => _unmatched ??=
        ReportLedger.Enter(journal, arrival!.Row, arrival.Facts, arrival.Envelope.Recipients, directory, now) is null && arrival.Row.Kind == EnvelopeKind.Report;

    private void AddContainer()
    {
        if (_rowAdded) return;
        _rowAdded = true;

        // The same container may have come before for other recipients; its first blob serves, unless a clock that was ahead has purged it since, or the disk
        // has changed it.
        var known = journal.FindContainer(arrival!.Row.Digest);
        var wasWhole = known is { Remains: Remains.Everything };
        if (wasWhole && known!.Blob != damaged?.Blob) return;
        KeepBlob();
        if (known is null) journal.Add(arrival.Row);
        else journal.Update(known.WholeAgain(arrival.Row));
        if (!wasWhole) return;
        BlobUse.ReleaseUnneeded(journal, known!.Digest, known.Blob, now);
        journal.Append(new EventRow
        {
            At = now,
            Kind = EventKinds.Alarm,
            MessageId = known.MessageId,
            Detail = $"{damaged!.Damage}; the same octets came again from {carriage.Peer} and are kept instead",
        });
    }

    private void KeepBlob()
    {
        if (KeepsBlob) return;
        journal.CommitBlob(blob);
        KeepsBlob = true;
    }

    private DeliveryRow ToRelay(Arrival arrived, Disposition.ToHop hop) => new()
    {
        DeliveryId = parts.Entropy.NewId(),
        Lane = Lane.Relay,
        MessageId = arrived.Row.MessageId,
        Sender = arrived.Row.Sender,
        Recipient = hop.Recipient,
        Container = arrived.Row.Digest,
        State = DeliveryState.Queued,
        StateSince = now,
        CreatedAt = now,
        DeliverBy = arrived.Row.DeliverBy,
        PreviousHop = carriage.Peer,
        NextHop = hop.NextHop,
        NextAttemptAt = now,
    };
}

using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Puts a proven container into a mailbox: part of the commit that states Delivered.</summary>
internal static class MailboxEntry
{
    public static DeliveryRow Add(
        IJournalTransaction journal, Guid deliveryId, ContainerRow container, Guid recipient, string? previousHop, DateTimeOffset now, DeliveryOptions options,
        bool perhapsSeen = false, bool unmatched = false)
    {
        var delivery = new DeliveryRow
        {
            DeliveryId = deliveryId,
            Lane = Lane.In,
            MessageId = container.MessageId,
            Sender = container.Sender,
            Recipient = recipient,
            Container = container.Digest,
            State = DeliveryState.Waiting,
            StateSince = now,
            CreatedAt = now,
            DeliverBy = container.DeliverBy,
            PreviousHop = previousHop,
            PerhapsSeen = perhapsSeen,
            Unmatched = unmatched,
        };
        delivery = delivery with { WarnAt = WarnSchedule.For(delivery, now, options) };
        journal.Add(delivery);
        CaptureLedger.Owe(journal, container, now);
        journal.Append(new EventRow
        {
            At = now,
            Kind = EventKinds.Arrived,
            Organisation = recipient,
            MessageId = container.MessageId,
            DeliveryId = deliveryId,
            Counterpart = container.Sender,
            Detail = unmatched ? "report about a document not known here" : null,
        });
        return delivery;
    }
}

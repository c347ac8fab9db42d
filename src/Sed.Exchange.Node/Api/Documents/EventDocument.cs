using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>One line of a feed.</summary>
/// <param name="Number">Grows in commit order, without being consecutive.</param>
/// <param name="At">When, by the node's clock.</param>
/// <param name="Kind">A receipt kind, a report's event, <c>Arrived</c>, <c>LeaseExpired</c>, <c>Alarm</c>…</param>
/// <param name="Organisation">Whose feed.</param>
/// <param name="MessageId">The message.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Counterpart">The other organisation.</param>
/// <param name="ReceiptId">The receipt, when one says it.</param>
/// <param name="Detail">A code and bare facts.</param>
public sealed record EventDocument(
    long Number,
    DateTimeOffset At,
    string Kind,
    Guid? Organisation,
    Guid? MessageId,
    Guid? DeliveryId,
    Guid? Counterpart,
    Guid? ReceiptId,
    string? Detail)
{
    /// <summary>Writes an event.</summary>
    public static EventDocument From(EventRow row) => new(
        row.Number, row.At, row.Kind, row.Organisation, row.MessageId, row.DeliveryId, row.Counterpart, row.ReceiptId, row.Detail);
}

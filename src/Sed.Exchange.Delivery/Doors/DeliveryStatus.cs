using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>One delivery with its timeline, oldest first.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Timeline">Receipts and reports.</param>
public sealed record DeliveryStatus(DeliveryRow Delivery, IReadOnlyList<TimelineEntry> Timeline);

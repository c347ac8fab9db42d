using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>What entering a receipt did.</summary>
/// <param name="Row">The receipt as stored.</param>
/// <param name="Delivery">The delivery after it; null when none was found.</param>
/// <param name="Doubt">Why it does not count; null: it does.</param>
/// <param name="Repeated">True: it was known.</param>
internal sealed record LedgerEntry(ReceiptRow Row, DeliveryRow? Delivery, string? Doubt, bool Repeated);

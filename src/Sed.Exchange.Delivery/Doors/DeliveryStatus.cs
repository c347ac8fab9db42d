using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Reports;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>One delivery with its timeline, oldest first.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Timeline">Receipts and reports.</param>
/// <param name="OwedReports">The reports that the sender asked this recipient for, in the order of the format; empty when it asked for none.</param>
public sealed record DeliveryStatus(DeliveryRow Delivery, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<OwedReport> OwedReports);

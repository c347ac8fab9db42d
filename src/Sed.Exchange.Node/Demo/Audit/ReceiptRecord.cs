using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>A receipt that a journal holds, its signature verified again.</summary>
/// <param name="Row">What the journal says.</param>
/// <param name="Receipt">What the signed file says; null when something is wrong.</param>
/// <param name="Fault">What is wrong with the file; null: it verifies and says what the row says.</param>
internal sealed record ReceiptRecord(ReceiptRow Row, Receipt? Receipt, string? Fault);

using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>What a collect or decline became.</summary>
/// <param name="ReceiptId">The signed receipt.</param>
/// <param name="Kind"><c>Collected</c> or <c>Declined</c>.</param>
/// <param name="Already">True: it had been done before.</param>
/// <param name="Receipt">Where the API gives the receipt.</param>
public sealed record SettlementDocument(Guid ReceiptId, string Kind, bool Already, string Receipt)
{
    /// <summary>Writes a settlement.</summary>
    public static SettlementDocument From(SettlementResult.Settled settled) => new(
        settled.Receipt.ReceiptId,
        settled.Receipt.Kind.ToString(),
        settled.Already,
        StatusDocument.ReceiptPath(settled.Receipt.MessageId, settled.Receipt.ReceiptId));
}

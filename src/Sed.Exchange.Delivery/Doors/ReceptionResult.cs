using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What a peer is answered.</summary>
public abstract record ReceptionResult
{
    private ReceptionResult()
    {
    }

    /// <summary>200: exactly one receipt per named recipient; durable.</summary>
    /// <param name="Receipts">In the order of the recipients named.</param>
    public sealed record Answered(IReadOnlyList<ReceiptRow> Receipts) : ReceptionResult;

    /// <summary>A problem; never a receipt. The peer keeps ownership.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record NotTaken(Problem Problem) : ReceptionResult;
}

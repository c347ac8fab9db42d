using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What became of a submission: a closed set.</summary>
public abstract record AdmissionResult
{
    private AdmissionResult()
    {
    }

    /// <summary>Sealed, verified, synced and committed, now or earlier under the same key.</summary>
    /// <param name="Container">The container.</param>
    /// <param name="Deliveries">One per recipient.</param>
    /// <param name="Receipts">The Accepted receipts, one per recipient, in the order of <paramref name="Deliveries"/>.</param>
    /// <param name="Repeated">True: it had been accepted before; everything is as it was then.</param>
    /// <param name="Findings">Remarks about the package and officials' signatures.</param>
    public sealed record Accepted(
        ContainerRow Container,
        IReadOnlyList<DeliveryRow> Deliveries,
        IReadOnlyList<ReceiptRow> Receipts,
        bool Repeated,
        IReadOnlyList<Finding> Findings) : AdmissionResult;

    /// <summary>Not taken; nothing was stored.</summary>
    /// <param name="Problem">Why, and what to do.</param>
    public sealed record NotTaken(Problem Problem) : AdmissionResult;
}

using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What became of a collect or decline.</summary>
public abstract record SettlementResult
{
    private SettlementResult()
    {
    }

    /// <summary>Done, now or earlier.</summary>
    /// <param name="Receipt">The Collected or Declined receipt.</param>
    /// <param name="Already">True: it had been done before.</param>
    public sealed record Settled(ReceiptRow Receipt, bool Already) : SettlementResult;

    /// <summary>Not done.</summary>
    /// <param name="Problem">Why, and what to do.</param>
    public sealed record NotDone(Problem Problem) : SettlementResult;
}

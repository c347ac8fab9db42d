namespace Sed.Exchange.Delivery.Doors;

/// <summary>What became of a wish to hold a lease longer.</summary>
public abstract record RenewalResult
{
    private RenewalResult()
    {
    }

    /// <summary>Held on.</summary>
    /// <param name="Until">Until when.</param>
    public sealed record Renewed(DateTimeOffset Until) : RenewalResult;

    /// <summary>Not held on; what was leased stays as it is.</summary>
    /// <param name="Problem">Why, and what to do.</param>
    public sealed record NotDone(Problem Problem) : RenewalResult;
}

namespace Sed.Exchange.Containers.Foreign;

/// <summary>How many octets may still be canonicalised for one document.</summary>
internal sealed class CanonicalBudget(long octets)
{
    private long _left = octets;

    /// <summary>False: there were not so many left.</summary>
    public bool Spend(long count) => (_left -= count) >= 0;
}

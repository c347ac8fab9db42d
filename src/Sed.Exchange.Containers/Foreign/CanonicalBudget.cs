namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// How many octets may still be canonicalised for one document: a bounded number of times what was given, so that references over and over to nested
/// elements cost no more than a large document does.
/// </summary>
internal sealed class CanonicalBudget
{
    private readonly ForeignXmlLimits _limits;
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);
    private long _left;

    /// <param name="octets">Length of the document.</param>
    /// <param name="limits">Limits.</param>
    public CanonicalBudget(int octets, ForeignXmlLimits limits)
    {
        _limits = limits;
        Document = octets;
        _left = Math.Min(limits.CanonicalBytes, limits.LeastCanonicalBytes + ((long)limits.Repetitions * octets));
    }

    /// <summary>Length of the document: what a copy of it costs, whatever comes out.</summary>
    public int Document { get; }

    /// <summary>True: nothing is left.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>False: there were not so many left.</summary>
    public bool Spend(long count) => (_left -= count) >= 0;

    /// <summary>Adds what an object outside may cost, once for each.</summary>
    public void Allow(string name, long octets)
    {
        if (_allowed.Add(name)) _left += _limits.Repetitions * octets;
    }
}

using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// How many octets may still be canonicalised for one document: a bounded number of times what was given, so that references over and over to nested
/// elements cost no more than a large document does.
/// </summary>
internal sealed class CanonicalBudget
{
    private readonly ForeignXmlLimits _limits;
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);

    /// <param name="octets">Length of the document.</param>
    /// <param name="limits">Limits.</param>
    public CanonicalBudget(int octets, ForeignXmlLimits limits)
    {
        _limits = limits;
        Left = Math.Min(limits.CanonicalBytes, limits.LeastCanonicalBytes + ((long)limits.Repetitions * octets));
    }

    /// <summary>How many are left; negative: more were wanted.</summary>
    public long Left { get; private set; }

    /// <summary>True: more were wanted than there were.</summary>
    public bool IsSpent => Left < 0;

    /// <summary>False: there were not so many left.</summary>
    public bool Spend(long count) => (Left -= count) >= 0;

    /// <summary>Canonicalises within what is left, and spends it; null: it was not enough.</summary>
    public byte[]? Canonicalize(XmlNode top, XmlElement? without, string uri, bool comments, string? prefixes)
    {
        if (IsSpent) return null;
        var octets = XmlCanonical.Of(top, without, uri, comments, prefixes, Left);
        Spend(octets?.Length ?? Left + 1);
        return octets;
    }

    /// <summary>Adds what an object outside may cost, once for each.</summary>
    public void Allow(string name, long octets)
    {
        if (_allowed.Add(name)) Left += _limits.Repetitions * octets;
    }
}

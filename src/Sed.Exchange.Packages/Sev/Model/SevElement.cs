namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Any element of a СЭВ passport that has attributes or children. Values are kept as read: not trimmed, an element that stood
/// there empty is an empty string and not null, so that a passport can be written again without loss.
/// </summary>
public abstract record SevElement
{
    /// <summary>Attributes and elements of namespaces that no version of the format declares; kept, never interpreted. Null: none.</summary>
    public SevForeign? Foreign { get; init; }

    /// <summary>The type's name and nothing else: passports hold names of citizens, which must not reach a log by way of ToString.</summary>
    public sealed override string ToString() => GetType().Name;
}

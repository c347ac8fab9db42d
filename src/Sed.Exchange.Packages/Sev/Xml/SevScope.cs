using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// The prefixes that are declared where an element stands. Asked once for each piece of foreign content, so it looks things up instead of
/// walking over all declarations around it, of which a hostile passport may have many thousands.
/// </summary>
internal sealed class SevScope
{
    // More characters than a whole passport may have octets. A name of a namespace is written once and kept for each piece of foreign content that
    // needs it, so that the piece can stand anywhere: without an end, ten million octets become more than any memory holds.
    private const long MostKept = 16 * 1024 * 1024;

    private readonly SevScope? outer;
    private readonly SevScope outermost;
    private readonly Dictionary<string, XAttribute>? byPrefix;
    private readonly Dictionary<string, string>? byNamespace;
    private long kept;

    /// <summary>What <paramref name="element"/> declares, in front of what is declared around it.</summary>
    public SevScope(SevScope? outer, XElement element)
    {
        this.outer = outer;
        outermost = outer?.outermost ?? this;
        foreach (var attribute in element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.Namespace == XNamespace.Xmlns))
        {
            byPrefix ??= new(StringComparer.Ordinal);
            byNamespace ??= new(StringComparer.Ordinal);
            byPrefix[attribute.Name.LocalName] = attribute;
            byNamespace.TryAdd(attribute.Value, attribute.Name.LocalName);
        }
    }

    /// <summary>True when more was to be kept of declarations than is taken; nothing of them is kept from then on.</summary>
    public bool IsExhausted => outermost.kept > MostKept;

    /// <summary>True while so many characters more may be kept of the declarations around foreign content, in the whole passport.</summary>
    public bool MayKeep(long characters)
    {
        if (IsExhausted) return false;
        outermost.kept += characters;
        return !IsExhausted;
    }

    /// <summary>The nearest declaration of a prefix; null when it is not declared.</summary>
    public XAttribute? Find(string prefix) => byPrefix?.GetValueOrDefault(prefix) ?? outer?.Find(prefix);

    /// <summary>A prefix that means this namespace here; null when there is none.</summary>
    public string? PrefixOf(string space) =>
        space == XNamespace.Xml.NamespaceName ? "xml"
        : byNamespace?.GetValueOrDefault(space) is { } prefix ? prefix
        : outer?.PrefixOf(space) is { } further && byPrefix?.ContainsKey(further) != true ? further
        : null;
}

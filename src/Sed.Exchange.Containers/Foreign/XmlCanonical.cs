using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>Canonical octets of a document or of one element in it, with or without one signature inside.</summary>
internal static class XmlCanonical
{
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>False: Canonical XML 1.1 would join an inherited xml:base with others, which is not supported.</summary>
    public static bool IsSupported(XmlNode top, string uri) => uri != XmlAlgorithms.Inclusive11 || !InheritsBase(top);

    /// <summary>Canonicalises.</summary>
    /// <param name="top">The document or an element.</param>
    /// <param name="without">An element to leave out; null: none.</param>
    /// <param name="uri">One of the canonicalisations of <see cref="XmlAlgorithms"/>.</param>
    /// <param name="comments">True: comments are kept.</param>
    /// <param name="prefixes">InclusiveNamespaces of exclusive canonicalisation, or null.</param>
    /// <param name="most">Octets that may come out: one long namespace that every element repeats makes much of little.</param>
    /// <returns>Null: more octets than that.</returns>
    public static byte[]? Of(XmlNode top, XmlElement? without, string uri, bool comments, string? prefixes, long most)
    {
        var inclusive = uri != XmlAlgorithms.Exclusive;
        var inherited = inclusive ? Inherited(top, withIds: uri == XmlAlgorithms.Inclusive) : [];
        return new CanonicalWriter(top, without, comments, inclusive ? null : Names(prefixes), inherited, most).Write();
    }

    // White space between names; #default is the namespace without prefix (xml-exc-c14n section 4).
    private static HashSet<string> Names(string? prefixes) =>
        [.. (prefixes ?? "").Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(prefix => prefix == "#default" ? "" : prefix)];

    // An element alone takes the xml attributes of its ancestors with it (xml-c14n section 2.4); 1.1 leaves xml:id where it stands.
    private static List<XmlAttribute> Inherited(XmlNode top, bool withIds)
    {
        var inherited = new List<XmlAttribute>();
        for (var ancestor = top.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI != Xml || (attribute.LocalName == "id" && !withIds)) continue;
                if (!((XmlElement)top).HasAttribute(attribute.LocalName, Xml) && inherited.TrueForAll(nearer => nearer.LocalName != attribute.LocalName)) inherited.Add(attribute);
            }
        }

        return inherited;
    }

    private static bool InheritsBase(XmlNode top)
    {
        for (var ancestor = top.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            if (ancestor.HasAttribute("base", Xml)) return true;
        }

        return false;
    }
}

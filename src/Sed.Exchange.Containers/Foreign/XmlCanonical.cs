using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>Canonical octets of a document or of one element in it, with or without one signature inside.</summary>
internal static class XmlCanonical
{
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Canonicalises.</summary>
    /// <param name="top">The document or an element.</param>
    /// <param name="without">An element to leave out; null: none.</param>
    /// <param name="uri">One of the canonicalisations of <see cref="XmlAlgorithms"/>.</param>
    /// <param name="comments">True: comments are kept.</param>
    /// <param name="prefixes">InclusiveNamespaces of exclusive canonicalisation, or null.</param>
    /// <returns>
    /// Null: Canonical XML 1.1 would treat an inherited attribute otherwise than 1.0, and that is not supported; or the elements are nested deeper than
    /// the runtime canonicalises.
    /// </returns>
    public static byte[]? Of(XmlNode top, XmlElement? without, string uri, bool comments, string? prefixes)
    {
        if (uri == XmlAlgorithms.Inclusive11 && InheritsXmlAttributes(top)) return null;
        var copy = Copy(top, without, inheritXml: uri != XmlAlgorithms.Exclusive);
        Transform transform = uri == XmlAlgorithms.Exclusive
            ? new XmlDsigExcC14NTransform(comments, prefixes)
            : new XmlDsigC14NTransform(comments);
        try
        {
            transform.LoadInput(copy);
            using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
            return output.ToArray();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // The transforms canonicalise whole documents, so an element becomes one; what it inherits goes with it.
    private static XmlDocument Copy(XmlNode top, XmlElement? without, bool inheritXml)
    {
        var copy = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        if (top is XmlDocument document)
        {
            foreach (XmlNode child in document.ChildNodes)
            {
                if (child is not XmlDeclaration) copy.AppendChild(copy.ImportNode(child, deep: true));
            }

            if (without is null) return copy;
            var declared = document.FirstChild is XmlDeclaration ? 1 : 0;
            var path = XmlTree.PathTo(without, document).ToArray();
            path[0] -= declared;
            Remove(XmlTree.Follow(copy, path));
            return copy;
        }

        var root = (XmlElement)copy.AppendChild(copy.ImportNode(top, deep: true))!;
        if (without is not null) Remove(XmlTree.Follow(root, XmlTree.PathTo(without, top)));
        for (var ancestor = top.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                var isInherited = attribute.NamespaceURI == Xmlns || (inheritXml && attribute.NamespaceURI == Xml);
                if (isInherited && !root.HasAttribute(attribute.LocalName, attribute.NamespaceURI)) root.SetAttributeNode((XmlAttribute)copy.ImportNode(attribute, deep: true));
            }
        }

        return copy;
    }

    private static void Remove(XmlNode node) => node.ParentNode!.RemoveChild(node);

    // Canonical XML 1.1 does not inherit xml:id and joins xml:base (section 2.4); in everything else it is 1.0.
    private static bool InheritsXmlAttributes(XmlNode top)
    {
        for (var ancestor = top.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            if (ancestor.HasAttribute("id", Xml) || ancestor.HasAttribute("base", Xml)) return true;
        }

        return false;
    }
}

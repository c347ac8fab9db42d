using System.Security.Cryptography.Xml;
using System.Xml;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Exclusive canonicalisation (W3C xml-exc-c14n, without comments) of one element of a document.</summary>
internal static class CanonicalXml
{
    /// <summary>The canonical octets of the element and what is in it, with the namespaces it inherits.</summary>
    public static byte[] Of(XmlElement element)
    {
        // The transform canonicalises whole documents, so the element becomes one; prefixes declared on its ancestors go with it.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var root = (XmlElement)document.AppendChild(document.ImportNode(element, deep: true))!;
        for (var ancestor = element.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/" && !root.HasAttribute(attribute.Name)) root.SetAttribute(attribute.Name, attribute.Value);
            }
        }

        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(document);
        using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
        return output.ToArray();
    }
}

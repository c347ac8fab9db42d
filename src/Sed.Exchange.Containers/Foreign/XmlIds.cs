using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// The elements of a document by their ids. Without a DTD nothing says which attributes are ids, so every attribute counts that any of the usual
/// schemas makes one: a signature and a consumer that disagree about this are how documents are wrapped. An id that stands twice finds nobody.
/// </summary>
internal sealed class XmlIds
{
    private const string SecurityUtility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    private readonly Dictionary<string, XmlElement?> _elements = new(StringComparer.Ordinal);

    public XmlIds(XmlDocument document)
    {
        foreach (var element in XmlTree.Elements(document.DocumentElement!))
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (!IsId(attribute)) continue;
                // One element may say the same id in two attributes; two elements may not.
                if (!_elements.TryAdd(attribute.Value, element) && _elements[attribute.Value] != element) _elements[attribute.Value] = null;
            }
        }
    }

    /// <summary>True: some element has it.</summary>
    public bool Has(string id) => _elements.ContainsKey(id);

    /// <summary>The one element with this id; null when there is none or more than one.</summary>
    public XmlElement? Find(string id) => _elements.GetValueOrDefault(id);

    private static bool IsId(XmlAttribute attribute) => attribute.NamespaceURI switch
    {
        "" => attribute.LocalName is "Id" or "ID" or "id" or "AssertionID" or "RequestID" or "ResponseID",
        SecurityUtility => attribute.LocalName == "Id",
        Xml => attribute.LocalName == "id",
        _ => false,
    };
}

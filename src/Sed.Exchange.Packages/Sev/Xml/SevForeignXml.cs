using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Keeps content of unknown namespaces as text that can be written again anywhere; read and write side by side.</summary>
internal static class SevForeignXml
{
    /// <summary>An attribute of an unknown namespace.</summary>
    public static SevForeignValue Value(string? child, XAttribute attribute) =>
        new(child, attribute.Name.NamespaceName, attribute.Name.LocalName, attribute.Value)
        {
            Prefix = attribute.Parent?.GetPrefixOfNamespace(attribute.Name.Namespace),
        };

    /// <summary>
    /// An element with its subtree and every namespace declaration it needs from outside: those its names use, and those of prefixes
    /// that stand in its values, where only the program that reads them knows whether they are names.
    /// </summary>
    public static string Text(XElement element)
    {
        var copy = new XElement(element);
        foreach (var declaration in DeclarationsAround(element))
        {
            if (copy.Attribute(declaration.Name) is null && (UsesInName(copy, declaration.Value) || UsesInValue(copy, declaration.Name.LocalName + ":")))
            {
                copy.Add(new XAttribute(declaration));
            }
        }

        var text = new StringBuilder();
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            ConformanceLevel = ConformanceLevel.Fragment,
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var xml = XmlWriter.Create(text, settings))
        {
            copy.WriteTo(xml);
        }

        return text.ToString();
    }

    /// <summary>Writes an element that <see cref="Text"/> kept.</summary>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static void Write(XmlWriter xml, string element)
    {
        using var reader = XmlReader.Create(new StringReader(element), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        xml.WriteNode(reader, defattr: false);
    }

    // The nearest declaration of each prefix; the default namespace travels with the names themselves.
    private static IEnumerable<XAttribute> DeclarationsAround(XElement element) =>
        element.Ancestors().SelectMany(ancestor => ancestor.Attributes())
            .Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.Namespace == XNamespace.Xmlns)
            .DistinctBy(attribute => attribute.Name);

    private static bool UsesInName(XElement copy, string space) =>
        copy.DescendantsAndSelf().Any(item => item.Name.NamespaceName == space || item.Attributes().Any(attribute => attribute.Name.NamespaceName == space));

    private static bool UsesInValue(XElement copy, string prefix) =>
        copy.DescendantsAndSelf().Any(item => item.Attributes().Any(attribute => Holds(attribute.Value, prefix))
            || item.Nodes().OfType<XText>().Any(text => Holds(text.Value, prefix)));

    private static bool Holds(string value, string prefix) => value.Contains(prefix, StringComparison.Ordinal);
}

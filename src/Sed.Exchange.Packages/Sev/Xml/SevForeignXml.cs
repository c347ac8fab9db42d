using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Keeps content of unknown namespaces as text that can be written again anywhere; read and write side by side.</summary>
internal static class SevForeignXml
{
    /// <summary>An attribute of an unknown namespace; <paramref name="scope"/> is that of its element.</summary>
    public static SevForeignValue Value(string? child, XAttribute attribute, SevScope scope) =>
        new(child, attribute.Name.NamespaceName, attribute.Name.LocalName, attribute.Value) { Prefix = scope.PrefixOf(attribute.Name.NamespaceName) };

    /// <summary>
    /// An element with its subtree and every namespace declaration it needs from outside: those its names use, and those of prefixes
    /// that stand in its values, where only the program that reads them knows whether they are names. Empty when the passport demands more of
    /// them than is kept.
    /// </summary>
    public static string Text(XElement element, SevScope scope)
    {
        if (scope.IsExhausted) return "";
        var copy = new XElement(element);
        var spaces = copy.DescendantsAndSelf().SelectMany(item => item.Attributes().Select(attribute => attribute.Name.NamespaceName).Prepend(item.Name.NamespaceName))
            .ToHashSet(StringComparer.Ordinal);
        if (!scope.MayKeep(spaces.Sum(space => (long)space.Length))) return "";
        var prefixes = spaces.Select(scope.PrefixOf).OfType<string>().Concat(copy.DescendantsAndSelf().SelectMany(PrefixesInValues)).ToHashSet(StringComparer.Ordinal);
        foreach (var prefix in prefixes)
        {
            if (scope.Find(prefix) is { } declaration && copy.Attribute(declaration.Name) is null)
            {
                if (!scope.MayKeep(prefix.Length + declaration.Value.Length)) return "";
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

    private static IEnumerable<string> PrefixesInValues(XElement item) =>
        item.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Value)
            .Concat(item.Nodes().OfType<XText>().Select(text => text.Value))
            .SelectMany(PrefixesIn);

    // What stands directly before a colon and could be a prefix.
    private static IEnumerable<string> PrefixesIn(string value)
    {
        var start = 0;
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == ':' && index > start)
            {
                yield return value[start..index];
            }

            if (value[index] == ':' || !XmlConvert.IsNCNameChar(value[index]))
            {
                start = index + 1;
            }
        }
    }
}

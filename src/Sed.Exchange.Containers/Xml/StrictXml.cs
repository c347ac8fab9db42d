using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Sed.Exchange.Containers.Xml;

/// <summary>
/// Reads a small document of ours strictly: UTF-8 without byte order mark, no DTD (entity bombs, external entities), no comments, no
/// processing instructions (they would be carried without meaning anything), no schema hints, bounded depth.
/// </summary>
internal static class StrictXml
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Loads a document; exactly one of the results is null. What was seen names positions, never content.</summary>
    /// <param name="octets">The document; the caller has limited its size.</param>
    /// <param name="schemas">Validates against these when given.</param>
    /// <param name="depth">Deepest nesting of elements.</param>
    public static (XElement? Root, string? Seen) Load(ReadOnlySpan<byte> octets, XmlSchemaSet? schemas, int depth)
    {
        if (octets.StartsWith(Encoding.UTF8.Preamble)) return (null, "byte order mark");
        string text;
        try
        {
            text = StrictUtf8.GetString(octets);
        }
        catch (DecoderFallbackException e)
        {
            return (null, $"not UTF-8 at octet {e.Index}");
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(text), SettingsFor(schemas));
            return Build(reader, depth);
        }
        catch (XmlException e)
        {
            return (null, $"not well-formed at line {e.LineNumber}, column {e.LinePosition}");
        }
        catch (XmlSchemaException e)
        {
            return (null, $"not as the schema says at line {e.LineNumber}, column {e.LinePosition}");
        }
    }

    private static XmlReaderSettings SettingsFor(XmlSchemaSet? schemas)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        if (schemas is null) return settings;
        settings.Schemas = schemas;
        settings.ValidationType = ValidationType.Schema;
        // An unknown root is only a warning to the validator, which then validates nothing: warnings are errors here.
        settings.ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => throw e.Exception;
        return settings;
    }

    private static (XElement? Root, string? Seen) Build(XmlReader reader, int depth)
    {
        XElement? root = null;
        var open = new Stack<XElement>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    if (reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                        return (null, "another encoding than UTF-8 is declared");
                    break;
                case XmlNodeType.Element:
                    if (reader.Depth >= depth) return (null, $"more than {depth} levels");
                    var isEmpty = reader.IsEmptyElement;
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI == XmlSchema.InstanceNamespace) return (null, "a schema hint");
                        if (reader.NamespaceURI == XNamespace.Xmlns.NamespaceName) continue;
                        element.Add(new XAttribute(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
                    }

                    if (open.TryPeek(out var parent)) parent.Add(element);
                    root ??= element;
                    if (!isEmpty) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().Add(new XText(reader.Value));
                    break;
                case XmlNodeType.Whitespace:
                    break;
                default:
                    return (null, $"{reader.NodeType} is not allowed");
            }
        }

        return (root, root is null ? "no element" : null);
    }
}

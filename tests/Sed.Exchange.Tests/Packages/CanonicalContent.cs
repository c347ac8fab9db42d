using System.Xml.Linq;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>
/// What a passport says, whatever its lexical form: names in namespaces, attributes sorted, text of leaves. Ignored are prefixes,
/// declarations, white space between elements, comments, xsi attributes, and trailing zeros of a time's fraction.
/// </summary>
internal static class CanonicalContent
{
    public static string Of(byte[] octets)
    {
        using var stream = new MemoryStream(octets);
        var lines = new List<string>();
        Add(XDocument.Load(stream, LoadOptions.PreserveWhitespace).Root!, 0, lines);
        return string.Join('\n', lines);
    }

    private static void Add(XElement element, int depth, List<string> lines)
    {
        var attributes = element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance")
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}=[{Value(attribute.Value)}]");
        var text = element.HasElements ? "" : $" [{Value(element.Value)}]";
        lines.Add(new string(' ', depth) + element.Name + string.Concat(attributes) + text);
        foreach (var child in element.Elements())
        {
            Add(child, depth + 1, lines);
        }
    }

    private static string Value(string text) => SevTime.TryParse(text, out var time) ? time.ToString() : text;
}

using System.Xml.Linq;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>
/// What a passport says, whatever its lexical form: names in namespaces, attributes sorted, text in its place among the elements.
/// Ignored are prefixes, declarations, white space between elements, comments, xsi attributes, and trailing zeros of a time's fraction.
/// </summary>
internal static class CanonicalContent
{
    public static string Of(byte[] octets)
    {
        using var stream = new MemoryStream(octets);
        return Of(XDocument.Load(stream, LoadOptions.PreserveWhitespace));
    }

    public static string Of(XDocument document)
    {
        var lines = new List<string>();
        Add(document.Root!, 0, lines);
        return string.Join('\n', lines);
    }

    private static void Add(XElement element, int depth, List<string> lines)
    {
        var attributes = element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance")
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}=[{Value(attribute.Value)}]");
        lines.Add(new string(' ', depth) + element.Name + string.Concat(attributes));
        var text = "";
        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
            {
                AddText(text, isAll: false);
                text = "";
                Add(child, depth + 1, lines);
            }
            else if (node is XText part)
            {
                text += part.Value;
            }
        }

        AddText(text, isAll: !element.HasElements);

        void AddText(string value, bool isAll)
        {
            if (isAll || value.Trim().Length > 0)
            {
                lines.Add($"{new string(' ', depth)} [{Value(value)}]");
            }
        }
    }

    private static string Value(string text) => SevTime.TryParse(text, out var time) ? time.ToString() : text;
}

using System.Buffers;
using System.Text;
using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Writes a tree as <c>urn://smev-gov-ru/xmldsig/transform</c> does, which messages of SMEV 3 are signed through: prefixes are made anew (<c>ns1</c>, <c>ns2</c>, …) in the order
/// of their first use, a namespace is declared where it is first used in its scope, text that is only white space is left out. In one pass, without recursion, and never
/// more than is asked for. One use.
/// </summary>
/// <param name="top">The topmost element; what stands beside it (declaration, instructions, comments) is left out.</param>
/// <param name="most">Octets that may come out.</param>
internal sealed class SmevWriter(XmlElement top, long most)
{
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const int BufferLength = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _octets = new();
    private readonly StringBuilder _text = new();

    // Namespace -> prefix of what is declared in the output here, and for each open element its name and what it declared.
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, List<string> Declared)> _open = new();
    private int _count;

    /// <summary>What the transform does not say how to write, or null: then <see cref="Write"/> may be called.</summary>
    /// <param name="top">The topmost element.</param>
    public static string? Unsaid(XmlElement top)
    {
        foreach (var element in XmlTree.Elements(top))
        {
            if (element.NamespaceURI.Length == 0) return "an element without namespace";
            if (element.Attributes.OfType<XmlAttribute>().Any(attribute => attribute.NamespaceURI == Xml)) return "an attribute of XML itself";
        }

        return null;
    }

    /// <summary>The octets; null: there would be more than may be.</summary>
    public byte[]? Write()
    {
        XmlNode node = top;
        while (!IsTooLong)
        {
            if (node is XmlElement element)
            {
                Open(element);
                if (element.FirstChild is { } child)
                {
                    node = child;
                    continue;
                }

                Close();
            }
            else if (node is XmlCharacterData and not XmlComment && node.Value.AsSpan().ContainsAnyExcept(" \t\r\n"))
            {
                Escape(node.Value!, isAttribute: false);
                if (_text.Length > BufferLength) Flush();
            }

            while (node != top && node.NextSibling is null)
            {
                node = node.ParentNode!;
                Close();
            }

            if (node == top) break;
            node = node.NextSibling!;
        }

        Flush();
        return IsTooLong ? null : _octets.WrittenSpan.ToArray();
    }

    private bool IsTooLong => _octets.WrittenCount + _text.Length > most;

    private void Open(XmlElement element)
    {
        // 1. Names: the element's before its attributes', those with a namespace before those without, each kind in order of its octets.
        var declared = new List<string>();
        var name = $"{PrefixFor(element.NamespaceURI, declared)}:{element.LocalName}";
        var attributes = element.Attributes.OfType<XmlAttribute>().Where(attribute => attribute.NamespaceURI != Xmlns).ToList();
        attributes.Sort(Compare);
        var named = attributes.ConvertAll(attribute =>
            (Name: attribute.NamespaceURI.Length == 0 ? attribute.LocalName : $"{PrefixFor(attribute.NamespaceURI, declared)}:{attribute.LocalName}", attribute.Value));

        // 2. What they need, then they.
        _text.Append('<').Append(name);
        foreach (var space in declared) Attribute($"xmlns:{_prefixes[space]}", space);
        foreach (var (attribute, value) in named) Attribute(attribute, value);
        _text.Append('>');
        _open.Push((name, declared));
        if (_text.Length > BufferLength) Flush();
    }

    // No element closes itself.
    private void Close()
    {
        var (name, declared) = _open.Pop();
        _text.Append("</").Append(name).Append('>');
        foreach (var space in declared) _prefixes.Remove(space);
    }

    private string PrefixFor(string space, List<string> declared)
    {
        if (_prefixes.TryGetValue(space, out var known)) return known;
        declared.Add(space);
        return _prefixes[space] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ns{++_count}");
    }

    private static int Compare(XmlAttribute left, XmlAttribute right)
    {
        if (left.NamespaceURI.Length == 0 != (right.NamespaceURI.Length == 0)) return left.NamespaceURI.Length == 0 ? 1 : -1;
        return string.CompareOrdinal(left.NamespaceURI, right.NamespaceURI) is var order and not 0 ? order : string.CompareOrdinal(left.LocalName, right.LocalName);
    }

    private void Attribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        Escape(value, isAttribute: true);
        _text.Append('"');
    }

    private void Escape(string value, bool isAttribute)
    {
        foreach (var character in value)
        {
            switch (character)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>' when !isAttribute: _text.Append("&gt;"); break;
                case '"' when isAttribute: _text.Append("&quot;"); break;
                default: _text.Append(character); break;
            }
        }
    }

    private void Flush()
    {
        Encoding.UTF8.GetBytes(_text.ToString(), _octets);
        _text.Clear();
    }
}

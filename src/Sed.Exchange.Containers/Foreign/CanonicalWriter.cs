using System.Buffers;
using System.Text;
using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Writes Canonical XML (1.0, and 1.1 where they do not differ) and Exclusive XML Canonicalization of a tree as it stands, without copying it and
/// without recursion: in one pass, linear in what comes out, and never more than is asked for. One use.
/// </summary>
/// <param name="top">The document or an element.</param>
/// <param name="without">An element to leave out; null: none.</param>
/// <param name="comments">True: comments are kept.</param>
/// <param name="exclusive">Exclusive: prefixes treated as if it were inclusive; null: inclusive.</param>
/// <param name="inherited">xml attributes that the topmost element takes from its ancestors.</param>
/// <param name="most">Octets that may come out.</param>
internal sealed class CanonicalWriter(XmlNode top, XmlElement? without, bool comments, IReadOnlySet<string>? exclusive, IReadOnlyList<XmlAttribute> inherited, long most)
{
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private const int BufferLength = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _octets = new();
    private readonly StringBuilder _text = new();

    // Prefix -> namespace: what the tree declares here, and what stands in the output above; both are put back when an element ends.
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly Stack<(Dictionary<string, string> Where, string Prefix, string? Before)> _changes = new();
    private readonly Stack<int> _marks = new();

    /// <summary>The octets; null: there would be more than may be.</summary>
    public byte[]? Write()
    {
        if (top is XmlElement apex)
        {
            DeclareAncestors(apex);
            WriteTree(apex);
        }
        else
        {
            WriteDocument((XmlDocument)top);
        }

        Flush();
        return IsTooLong ? null : _octets.WrittenSpan.ToArray();
    }

    private bool IsTooLong => _octets.WrittenCount + _text.Length > most;

    private void WriteDocument(XmlDocument document)
    {
        var isAfter = false;
        for (var node = document.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node == without) continue;
            if (node is XmlElement root)
            {
                WriteTree(root);
                isAfter = true;
            }
            else if (node is XmlProcessingInstruction || (node is XmlComment && comments))
            {
                // Outside of the root each stands on a line of its own (xml-c14n section 2.3).
                if (isAfter) _text.Append('\n');
                WriteLeaf(node);
                if (!isAfter) _text.Append('\n');
            }
        }
    }

    private void WriteTree(XmlElement apex)
    {
        XmlNode node = apex;
        while (!IsTooLong)
        {
            if (node != without)
            {
                if (node is XmlElement element)
                {
                    Open(element, element == apex);
                    if (element.FirstChild is { } child)
                    {
                        node = child;
                        continue;
                    }

                    Close(element);
                }
                else
                {
                    WriteLeaf(node);
                }
            }

            while (node != apex && node.NextSibling is null)
            {
                node = node.ParentNode!;
                Close((XmlElement)node);
            }

            if (node == apex) return;
            node = node.NextSibling!;
        }
    }

    private void Open(XmlElement element, bool isApex)
    {
        _marks.Push(_changes.Count);
        var attributes = new List<XmlAttribute>();
        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        if (exclusive is not null) prefixes.Add(element.Prefix);
        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.NamespaceURI == Xmlns)
            {
                var prefix = PrefixOf(attribute);
                Set(_declared, prefix, attribute.Value);
                if (exclusive is null || exclusive.Contains(prefix)) prefixes.Add(prefix);
            }
            else
            {
                attributes.Add(attribute);
                if (exclusive is not null && attribute.Prefix.Length > 0) prefixes.Add(attribute.Prefix);
            }
        }

        if (isApex)
        {
            attributes.AddRange(inherited);
            prefixes.UnionWith(exclusive is null ? _declared.Keys : exclusive.Where(_declared.ContainsKey));
        }

        _text.Append('<').Append(element.Name);
        foreach (var prefix in prefixes.Order(StringComparer.Ordinal)) WriteNamespace(prefix);
        attributes.Sort(Compare);
        foreach (var attribute in attributes)
        {
            _text.Append(' ').Append(attribute.Name).Append("=\"");
            AppendEscaped(attribute.Value, isAttribute: true);
            _text.Append('"');
        }

        _text.Append('>');
        if (_text.Length > BufferLength) Flush();
    }

    private void Close(XmlElement element)
    {
        _text.Append("</").Append(element.Name).Append('>');
        for (var mark = _marks.Pop(); _changes.Count > mark;)
        {
            var (where, prefix, before) = _changes.Pop();
            if (before is null) where.Remove(prefix);
            else where[prefix] = before;
        }
    }

    // Only what differs from what stands above; the absence of a default namespace stands nowhere but below one.
    private void WriteNamespace(string prefix)
    {
        if (prefix == "xml" || !_declared.TryGetValue(prefix, out var space)) space = prefix.Length == 0 ? "" : null;
        if (space is null || space == _written.GetValueOrDefault(prefix, "")) return;
        _text.Append(prefix.Length == 0 ? " xmlns" : " xmlns:").Append(prefix).Append("=\"");
        AppendEscaped(space, isAttribute: true);
        _text.Append('"');
        Set(_written, prefix, space);
    }

    private void WriteLeaf(XmlNode node)
    {
        switch (node)
        {
            case XmlProcessingInstruction instruction:
                _text.Append("<?").Append(instruction.Target);
                if (instruction.Data.Length > 0) AppendLines(_text.Append(' '), instruction.Data);
                _text.Append("?>");
                break;
            case XmlComment comment:
                if (comments) AppendLines(_text.Append("<!--"), comment.Data).Append("-->");
                break;
            case XmlCharacterData or XmlWhitespace or XmlSignificantWhitespace:
                AppendEscaped(node.Value!, isAttribute: false);
                break;
        }

        if (_text.Length > BufferLength) Flush();
    }

    private void DeclareAncestors(XmlElement apex)
    {
        for (var ancestor = apex.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI == Xmlns) _declared.TryAdd(PrefixOf(attribute), attribute.Value);
            }
        }
    }

    private static string PrefixOf(XmlAttribute declaration) => declaration.Prefix.Length == 0 ? "" : declaration.LocalName;

    private void Set(Dictionary<string, string> where, string prefix, string space)
    {
        _changes.Push((where, prefix, where.GetValueOrDefault(prefix)));
        where[prefix] = space;
    }

    private static int Compare(XmlAttribute left, XmlAttribute right) =>
        string.CompareOrdinal(left.NamespaceURI, right.NamespaceURI) is var order and not 0 ? order : string.CompareOrdinal(left.LocalName, right.LocalName);

    private void AppendEscaped(string value, bool isAttribute)
    {
        foreach (var character in value)
        {
            switch (character)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>' when !isAttribute: _text.Append("&gt;"); break;
                case '"' when isAttribute: _text.Append("&quot;"); break;
                case '\t' when isAttribute: _text.Append("&#x9;"); break;
                case '\n' when isAttribute: _text.Append("&#xA;"); break;
                case '\r': _text.Append("&#xD;"); break;
                default: _text.Append(character); break;
            }
        }
    }

    private static StringBuilder AppendLines(StringBuilder text, string value) => text.Append(value.Replace("\r", "&#xD;", StringComparison.Ordinal));

    private void Flush()
    {
        Encoding.UTF8.GetBytes(_text.ToString(), _octets);
        _text.Clear();
    }
}

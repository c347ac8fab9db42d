using System.Text;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>Changes XML as text by its tags, well-formed or not: whoever wraps signatures or bends names writes text too.</summary>
internal static partial class XmlChange
{
    private static readonly string[] Values =
    [
        "", "#", "#o", "#xpointer(/)", "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/2000/09/xmldsig#base64", "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256", "http://www.w3.org/TR/1999/REC-xpath-19991116", "http://www.w3.org/TR/1999/REC-xslt-19991116", "urn://smev-gov-ru/xmldsig/transform",
        "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/", "file:///etc/hostname", "letter.txt", "preserve",
    ];

    private static readonly string[] Pieces =
    [
        "<!-- -->", "<![CDATA[x]]>", "<?x y?>", "&#x41;", "&#0;", "&#xD;", "&e;", "&lt;", " ", "\u00A0", "\u2028", "]]>", "<a/>", "<a xmlns=''/>", "<a xmlns:b='urn:b'><b:c/></a>",
        "<ds:Object xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>x</ds:Object>", "<Transforms/>", "\uFEFF", "\U0001F600", "e\u0301",
    ];

    private static readonly string[] Prologs =
    [
        "<?xml version='1.0' encoding='utf-16'?>", "<?xml version='1.0' encoding='windows-1251'?>", "<?xml version='1.1'?>", "<!DOCTYPE a [<!ENTITY e 'x'>]>", "<!DOCTYPE a [<!ATTLIST a Id ID #FIXED 'o'>]>",
        "<!DOCTYPE a SYSTEM 'file:///etc/hostname'>", "<?x y?>", "<!-- -->", "\uFEFF",
    ];

    /// <summary>Null: there are no tags.</summary>
    public static byte[]? Of(byte[] octets, byte[] other, Random chance, int depth)
    {
        var text = Encoding.UTF8.GetString(octets);
        var elements = Elements(text);
        if (elements.Count == 0) return null;
        var element = elements[chance.Next(elements.Count)];
        var changed = chance.Next(16) switch
        {
            0 => text.Insert(element.End, text[element.Start..element.End]),
            1 => text.Remove(element.Start, element.End - element.Start),
            2 or 3 => Move(text, elements, element, chance),
            4 => Wrap(text, element, chance),
            5 or 6 => ChangeAttribute(text, chance),
            7 => CopyAttribute(text, chance),
            8 => AddNamespace(text, element, chance),
            9 => text.Insert(chance.Next(2) == 0 ? element.Open : element.Start, Pieces[chance.Next(Pieces.Length)]),
            10 => text.Insert(chance.Next(text.Length + 1), Pieces[chance.Next(Pieces.Length)]),
            11 => Prologs[chance.Next(Prologs.Length)] + Declaration().Replace(text, "", 1),
            12 or 13 => ChangeText(text, other, chance, depth),
            14 => Multiply(text, element, chance),
            _ => Transplant(text, element, Encoding.UTF8.GetString(other), chance),
        };
        return (chance.Next(60) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(changed);
    }

    private static List<XmlPiece> Elements(string text)
    {
        var pieces = new List<XmlPiece>();
        var open = new Stack<Match>();
        foreach (Match tag in Tag().Matches(text))
        {
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
            {
                if (open.TryPop(out var start)) pieces.Add(new XmlPiece(start.Index, start.Index + start.Length, tag.Index + tag.Length));
            }
            else if (tag.Value.EndsWith("/>", StringComparison.Ordinal))
            {
                pieces.Add(new XmlPiece(tag.Index, tag.Index + tag.Length, tag.Index + tag.Length));
            }
            else
            {
                open.Push(tag);
            }
        }

        return pieces;
    }

    private static string Move(string text, List<XmlPiece> elements, XmlPiece element, Random chance)
    {
        var to = elements[chance.Next(elements.Count)];
        var at = chance.Next(2) == 0 ? to.Open : to.End;
        if (at > element.Start && at < element.End) return text;
        var piece = text[element.Start..element.End];
        return at <= element.Start
            ? text.Remove(element.Start, element.End - element.Start).Insert(at, piece)
            : text.Insert(at, piece).Remove(element.Start, element.End - element.Start);
    }

    private static string Wrap(string text, XmlPiece element, Random chance)
    {
        var (before, after) = chance.Next(4) switch
        {
            0 => ("<w>", "</w>"),
            1 => ("<w xmlns='urn:w' Id='o'>", "</w>"),
            2 => ("<ds:Object xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>", "</ds:Object>"),
            _ => (text[element.Start..element.Open].TrimEnd('>', '/') + ">", "</" + Name().Match(text, element.Start + 1).Value + ">"),
        };
        return text.Insert(element.End, after).Insert(element.Start, before);
    }

    private static string ChangeAttribute(string text, Random chance)
    {
        if (Pick(Attribute().Matches(text), chance) is not { } attribute) return text;
        var value = attribute.Groups["value"];
        var by = chance.Next(4) switch
        {
            0 => Values[chance.Next(Values.Length)],
            1 => Pick(Attribute().Matches(text), chance)!.Groups["value"].Value,
            2 => string.Concat(value.Value.Select(letter => $"&#x{(int)letter:X};")),
            _ => Encoding.UTF8.GetString(OctetChange.Of(Encoding.UTF8.GetBytes(value.Value), [], chance)),
        };
        return text.Remove(value.Index, value.Length).Insert(value.Index, by);
    }

    private static string CopyAttribute(string text, Random chance)
    {
        var (from, to) = (Pick(Attribute().Matches(text), chance), Pick(Tag().Matches(text), chance));
        if (from is null || to is null || to.Value.StartsWith("</", StringComparison.Ordinal)) return text;
        var renamed = chance.Next(2) == 0 ? from.Value : $" {(chance.Next(2) == 0 ? "Id" : "id")}=\"{from.Groups["value"].Value}\"";
        return text.Insert(to.Index + 1 + Name().Match(to.Value, 1).Length, renamed);
    }

    private static string AddNamespace(string text, XmlPiece element, Random chance)
    {
        var name = Name().Match(text, element.Start + 1);
        var prefix = name.Value.Contains(':', StringComparison.Ordinal) ? ":" + name.Value.Split(':')[0] : "";
        var declared = chance.Next(2) == 0 ? prefix : chance.Next(2) == 0 ? "" : ":n";
        return text.Insert(name.Index + name.Length, $" xmlns{declared}=\"{Values[chance.Next(Values.Length)]}\"");
    }

    private static string ChangeText(string text, byte[] other, Random chance, int depth)
    {
        if (Pick(Text().Matches(text), chance) is not { } match) return text;
        var value = match.Groups["value"];
        var by = chance.Next(4) switch
        {
            0 => string.Concat(value.Value.Take(100).Select(letter => $"&#{(int)letter};")) + string.Concat(value.Value.Skip(100)),
            1 => $"<![CDATA[{value.Value}]]>",
            2 => value.Value.Insert(chance.Next(value.Length + 1), Pieces[chance.Next(Pieces.Length)]),
            _ => Encoding.UTF8.GetString(Mutant.Change(Encoding.UTF8.GetBytes(value.Value), other, chance, depth + 1)),
        };
        return text.Remove(value.Index, value.Length).Insert(value.Index, by);
    }

    // Much of it, beside each other or in each other.
    private static string Multiply(string text, XmlPiece element, Random chance)
    {
        var count = 1 << chance.Next(12);
        if (chance.Next(2) == 0) return text.Insert(element.End, string.Concat(Enumerable.Repeat("<a Id='o'/>", count)));
        var piece = text[element.Start..element.End];
        return piece.Length * count < 200_000 ? text.Insert(element.End, string.Concat(Enumerable.Repeat(piece, count)))
            : text.Insert(element.End, string.Concat(Enumerable.Repeat("</a>", count))).Insert(element.Start, string.Concat(Enumerable.Repeat("<a xmlns:b='urn:b'>", count)));
    }

    private static string Transplant(string text, XmlPiece element, string other, Random chance)
    {
        var elements = Elements(other);
        if (elements.Count == 0) return text;
        var piece = elements[chance.Next(elements.Count)];
        return text.Insert(chance.Next(2) == 0 ? element.Open : element.End, other[piece.Start..piece.End]);
    }

    private static Match? Pick(MatchCollection matches, Random chance) => matches.Count == 0 ? null : matches[chance.Next(matches.Count)];

    [GeneratedRegex("<[/A-Za-z_][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("[A-Za-z_:][-A-Za-z0-9_:.]*")]
    private static partial Regex Name();

    [GeneratedRegex("""\s[A-Za-z_:][-\w:.]*\s*=\s*(?:"(?<value>[^"<]*)"|'(?<value>[^'<]*)')""")]
    private static partial Regex Attribute();

    [GeneratedRegex(">(?<value>[^<>]+)<")]
    private static partial Regex Text();

    [GeneratedRegex(@"^\s*<\?xml[^>]*\?>")]
    private static partial Regex Declaration();
}

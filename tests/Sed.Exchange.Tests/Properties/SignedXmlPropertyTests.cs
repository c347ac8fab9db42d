using System.Text;
using System.Xml;
using CsCheck;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Foreign;

namespace Sed.Exchange.Tests.Properties;

/// <summary>Whatever tree is signed: it passes, it passes in every other spelling, and with one thing in it changed it does not.</summary>
public sealed class SignedXmlPropertyTests
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "sum", "заявление", "n:a", "n:b", "m:a");

    private static readonly Gen<string> Text = Gen.OneOf<char>(Gen.Char['a', 'z'], Gen.Char['а', 'я'], Gen.OneOf('<', '&', '"', '\'', '>', '\t', '\n', '\r', ' ', '\u00A0', ']')).Array[0, 12].Select(letters => new string(letters));

    private static readonly Gen<string> Tree = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Text.Select(Escape)
        : Gen.Select(Name, Text, Text, inner.Array[0, 3]).Select((name, value, text, children) =>
            $"<{name} n:at=\"{Escape(value)}\" at=\"{Escape(text)}\">{Escape(text)}{string.Concat(children)}</{name}>"));

    private static readonly Gen<string> Document = Tree.Select(tree => $"<order xmlns:n=\"urn:n\" xmlns:m=\"urn:m\" Id=\"o\">{tree}</order>");

    [Fact]
    public void A_signed_tree_passes_and_so_does_every_other_spelling_of_it() => Gen.Select(Document, Gen.OneOf("", "#o"), Gen.Int).Sample(
        (document, uri, chance) =>
        {
            var signed = Signing.Enveloped(document, uri);
            Assert.Equal(VerdictResult.Passed, Signing.Judge(signed).Result);
            Assert.Equal(VerdictResult.Passed, Signing.Judge(Respell(signed, new Random(chance))).Result);
        },
        iter: 60);

    [Fact]
    public void A_signed_tree_with_one_thing_changed_does_not_pass() => Gen.Select(Document, Gen.OneOf("", "#o"), Gen.Int).Sample(
        (document, uri, chance) =>
        {
            var changed = Signing.Load(Signing.Enveloped(document, uri));
            Change(changed, new Random(chance));
            Assert.NotEqual(VerdictResult.Passed, Signing.Judge(changed.OuterXml).Result);
        },
        iter: 120);

    private static void Change(XmlDocument document, Random chance)
    {
        List<XmlElement> elements = [.. document.SelectNodes("//*[not(ancestor-or-self::*[local-name()='Signature'])]")!.OfType<XmlElement>()];
        var element = elements[chance.Next(elements.Count)];
        switch (chance.Next(5))
        {
            case 0:
                element.SetAttribute("at", element.GetAttribute("at") + "x");
                break;
            case 1:
                element.PrependChild(document.CreateTextNode("x"));
                break;
            case 2:
                element.PrependChild(document.CreateElement("x"));
                break;
            case 3:
                element.SetAttribute("x", "urn:x", "");
                break;
            default:
                var copy = document.CreateElement(element.Prefix, element.LocalName + "x", element.NamespaceURI);
                foreach (XmlAttribute attribute in element.Attributes) copy.SetAttributeNode((XmlAttribute)attribute.Clone());
                while (element.FirstChild is { } child) copy.AppendChild(child);
                element.ParentNode!.ReplaceChild(copy, element);
                break;
        }
    }

    // The same document: characters as references, white space in tags, a declaration.
    private static string Respell(string xml, Random chance)
    {
        var text = new StringBuilder("<?xml version='1.0' encoding='utf-8'?>\n");
        var (isInTag, isInValue) = (false, false);
        foreach (var letter in xml)
        {
            if (letter == '"' && isInTag) isInValue = !isInValue;
            if (!isInValue && letter is ('<' or '>')) isInTag = letter == '<';
            if (letter == ' ' && isInTag && !isInValue && chance.Next(4) == 0) text.Append("\n  ");
            if ((!isInTag || isInValue) && letter is >= 'а' and <= 'я' && chance.Next(2) == 0) text.Append("&#x").Append(((int)letter).ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(';');
            else text.Append(letter);
        }

        return text.ToString();
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("\r", "&#xD;", StringComparison.Ordinal).Replace("\n", "&#xA;", StringComparison.Ordinal).Replace("\t", "&#x9;", StringComparison.Ordinal);
}

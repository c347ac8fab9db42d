using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>What a document says, however it is spelled: elements, attributes and text by their expanded names, without the signatures over it, but with what one of them carries inside.</summary>
internal static class SaidText
{
    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>One text for all spellings.</summary>
    /// <param name="octets">The document.</param>
    /// <param name="index">Which signature, in the order of the document.</param>
    public static string Of(byte[] octets, int index)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = Open(octets, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        document.Load(reader);
        var text = new StringBuilder();
        Write(document.DocumentElement!, (XmlElement)document.GetElementsByTagName("Signature", Ds)[index]!, text);
        return text.ToString();
    }

    // The reader under test knows code pages (windows-1251 and the like), which the runtime's does not.
    private static XmlReader Open(byte[] octets, XmlReaderSettings settings)
    {
        var stream = new MemoryStream(octets, writable: false);
        var declared = Regex.Match(Encoding.Latin1.GetString(octets), """\A<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']+)["']""");
        return declared.Success && CodePagesEncodingProvider.Instance.GetEncoding(declared.Groups[1].Value) is { } encoding
            ? XmlReader.Create(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false), settings)
            : XmlReader.Create(stream, settings);
    }

    private static void Write(XmlElement element, XmlElement signature, StringBuilder text)
    {
        if (element is { NamespaceURI: Ds, LocalName: "Signature" })
        {
            // Of a signature its own objects are content, but not the properties that XAdES keeps there.
            if (element != signature) return;
            foreach (var item in element.ChildNodes.OfType<XmlElement>().Where(child => child is { NamespaceURI: Ds, LocalName: "Object" } && !HoldsProperties(child))) WriteContent(item, signature, text);
            return;
        }

        // A wrapping that nothing signs: what is referred to in it says the same one level deeper.
        if (element is { NamespaceURI: Ds, LocalName: "Object" })
        {
            WriteContent(element, signature, text);
            return;
        }

        text.Append('<').Append(element.NamespaceURI).Append('}').Append(element.LocalName);
        var attributes = element.Attributes.OfType<XmlAttribute>().Where(attribute => attribute.NamespaceURI != "http://www.w3.org/2000/xmlns/");
        foreach (var attribute in attributes.OrderBy(attribute => attribute.NamespaceURI, StringComparer.Ordinal).ThenBy(attribute => attribute.LocalName, StringComparer.Ordinal))
            text.Append(' ').Append(attribute.NamespaceURI).Append('}').Append(attribute.LocalName).Append('=').Append(attribute.Value.Length).Append(':').Append(attribute.Value);
        text.Append('>');
        WriteContent(element, signature, text);
        text.Append("</>");
    }

    private static void WriteContent(XmlElement element, XmlElement signature, StringBuilder text)
    {
        // An object of base64 may be signed as what it holds, which has many spellings.
        if (element is { NamespaceURI: Ds, LocalName: "Object" } && !element.ChildNodes.OfType<XmlElement>().Any() && Held(element.InnerText) is { } held)
        {
            text.Append(Convert.ToBase64String(held));
            return;
        }

        foreach (XmlNode child in element.ChildNodes)
        {
            if (child is XmlElement inner) Write(inner, signature, text);
            else if (child is XmlCharacterData and not XmlComment) text.Append(child.Value!.Replace("<", "&lt;", StringComparison.Ordinal));
            else if (child is XmlProcessingInstruction instruction) text.Append("<?").Append(instruction.Name).Append(' ').Append(instruction.Data);
        }
    }

    private static byte[]? Held(string text)
    {
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : null;
    }

    private static bool HoldsProperties(XmlElement item) => item.ChildNodes.OfType<XmlElement>().Any(child => child.LocalName is "QualifyingProperties" or "QualifyingPropertiesReference");
}

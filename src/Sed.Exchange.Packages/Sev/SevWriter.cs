using System.Text;
using System.Xml;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Writes passports as native «Дело» does: UTF-8 with byte order mark, declaration, default namespace, one line, no empty elements.
/// </summary>
public static class SevWriter
{
    /// <summary>Writes a passport.</summary>
    /// <exception cref="ArgumentException">A text holds a character that XML cannot carry.</exception>
    /// <exception cref="XmlException">A foreign element or the content of Expansion is not well-formed XML.</exception>
    public static byte[] Write(SevPassport passport, SevWriterOptions? options = null)
    {
        var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            Indent = false,

            // Line feeds of a refusal's text stay line feeds, and carriage returns survive being read again.
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            var writer = new SevElementWriter(xml, options ?? SevWriterOptions.Default);
            switch (passport)
            {
                case SevDocInfo document:
                    writer.Root("DocInfo", document, SevPassportXml.Write);
                    break;
                case SevReport report:
                    writer.Root("Report", report, SevPassportXml.Write);
                    break;
                default:
                    throw new ArgumentException("Neither DocInfo nor Report.", nameof(passport));
            }
        }

        return stream.ToArray();
    }
}

using System.Text;
using System.Xml;
using Sed.Exchange.Containers.Envelopes;

namespace Sed.Exchange.Containers.Containers;

/// <summary>
/// <c>META-INF/manifest.xml</c>: media types for tools that know OpenDocument packages (ODF 1.2 part 3; ETSI EN 319 162-1 section 4.4.3).
/// It is not signed; therefore its octets follow from the envelope, and a reader compares them.
/// </summary>
internal static class MediaManifest
{
    private const string Namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    /// <summary>The octets that belong to this envelope.</summary>
    public static byte[] Write(Envelope envelope)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement("manifest", "manifest", Namespace);
            writer.WriteAttributeString("manifest", "version", Namespace, "1.2");
            writer.WriteWhitespace("\n");
            WriteEntry(writer, "/", ContainerLayout.Mimetype);
            foreach (var file in envelope.Files) WriteEntry(writer, file.Entry, file.MediaType);
            WriteEntry(writer, ContainerLayout.EnvelopeEntry, MediaTypes.Xml);
            writer.WriteEndElement();
        }

        return output.ToArray();
    }

    private static void WriteEntry(XmlWriter writer, string path, string mediaType)
    {
        writer.WriteStartElement("manifest", "file-entry", Namespace);
        writer.WriteAttributeString("manifest", "full-path", Namespace, path);
        writer.WriteAttributeString("manifest", "media-type", Namespace, mediaType);
        writer.WriteEndElement();
        writer.WriteWhitespace("\n");
    }
}

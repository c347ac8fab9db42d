using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Xml;

namespace Sed.Exchange.Containers.Containers;

/// <summary>
/// <c>META-INF/ASiCManifest.xml</c>: the digests that a detached CAdES signature over the manifest's octets covers
/// (ETSI EN 319 162-1 annex A.4), or that a time-stamp token is over. One line per object, so that grep can tie an entry to its digest.
/// </summary>
internal static class AsicManifest
{
    private const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Names of digests as URIs: the two of GOST as Russian tools write them, SHA-256 of XML encryption.</summary>
    private static readonly (string Name, string Uri)[] Digests =
    [
        ("gost-3411-2012-256", "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256"),
        ("gost-3411-2012-512", "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-512"),
        ("sha-256", "http://www.w3.org/2001/04/xmlenc#sha256"),
    ];

    /// <summary>Octets of a manifest over these objects.</summary>
    public static byte[] Write(string signatureEntry, IReadOnlyList<SignedReference> references, string mediaType = MediaTypes.Cms)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement("asic", "ASiCManifest", Asic);
            writer.WriteAttributeString("xmlns", "ds", null, Ds);
            writer.WriteWhitespace("\n");
            writer.WriteStartElement("SigReference", Asic);
            writer.WriteAttributeString("URI", ReferenceUri.Escape(signatureEntry));
            writer.WriteAttributeString("MimeType", mediaType);
            writer.WriteEndElement();
            writer.WriteWhitespace("\n");
            foreach (var reference in references) WriteReference(writer, reference);
            writer.WriteEndElement();
        }

        return output.ToArray();
    }

    /// <summary>Reads a manifest; exactly one of the results is null. Anything it does not know is refused: it would be covered and not understood.</summary>
    public static (IReadOnlyList<SignedReference>? References, Finding? Failure) Read(ReadOnlySpan<byte> octets, string signatureEntry, int depth)
    {
        var (root, seen) = StrictXml.Load(octets, null, depth);
        if (root is null) return Fail(seen!);
        if (root.Name != XName.Get("ASiCManifest", Asic) || root.HasAttributes) return Fail("root");
        var children = root.Elements().ToList();
        if (children.Count == 0 || children[0].Name != XName.Get("SigReference", Asic) || !Knows(children[0], "URI", "MimeType")
            || ReferenceUri.Decode(children[0].Attribute("URI")?.Value ?? "") != signatureEntry)
            return Fail("SigReference");
        var references = new List<SignedReference>();
        foreach (var child in children.Skip(1))
        {
            if (ReadReference(child) is not { } reference) return Fail($"DataObjectReference {references.Count}");
            references.Add(reference);
        }

        return (references, null);
    }

    private static void WriteReference(XmlWriter writer, SignedReference reference)
    {
        writer.WriteStartElement("DataObjectReference", Asic);
        writer.WriteAttributeString("URI", ReferenceUri.Escape(reference.Uri));
        writer.WriteAttributeString("MimeType", MediaTypes.Of(reference.Uri));
        writer.WriteStartElement("DigestMethod", Ds);
        writer.WriteAttributeString("Algorithm", Digests.Single(digest => digest.Name == reference.Digest.Algorithm).Uri);
        writer.WriteEndElement();
        writer.WriteElementString("DigestValue", Ds, Convert.ToBase64String(reference.Digest.Value));
        writer.WriteEndElement();
        writer.WriteWhitespace("\n");
    }

    private static SignedReference? ReadReference(XElement element)
    {
        if (element.Name != XName.Get("DataObjectReference", Asic) || !Knows(element, "URI", "MimeType")) return null;
        if (element.Elements().ToList() is not [var method, var value]) return null;
        if (method.Name != XName.Get("DigestMethod", Ds) || !Knows(method, "Algorithm") || method.HasElements) return null;
        if (value.Name != XName.Get("DigestValue", Ds) || !Knows(value) || value.HasElements) return null;
        var uri = ReferenceUri.Decode(element.Attribute("URI")?.Value ?? "");
        var name = Digests.FirstOrDefault(digest => digest.Uri == method.Attribute("Algorithm")?.Value).Name;
        var octets = new byte[64];
        return uri is { Length: > 0 } && name is not null && Convert.TryFromBase64String(value.Value, octets, out var length)
            ? new SignedReference(uri, new DigestValue(name, octets[..length]))
            : null;
    }

    private static bool Knows(XElement element, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in element.Attributes())
            if (attribute.Name.Namespace != XNamespace.None || !attributes.Contains(attribute.Name.LocalName)) return false;
        return true;
    }

    private static (IReadOnlyList<SignedReference>? References, Finding? Failure) Fail(string seen) =>
        (null, new Finding(FindingCodes.XmlInvalid, VerdictStage.Format, VerdictResult.Failed, $"ASiCManifest: {seen}"));
}

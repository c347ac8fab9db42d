using System.Formats.Asn1;
using System.Globalization;
using System.Xml;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// An <c>asic:XAdESSignatures</c> in the closed structure that <see cref="XadesWriter"/> writes: exactly these elements and
/// attributes, in this order. Whatever else stands there (a comment, a transform, a second Id, an unsigned property) ends the
/// reading, so that no two readers can see different things. Nothing in it is believed yet.
/// </summary>
internal sealed record XadesFile
{
    // 2,010 entries take 1.3 MB; a document object model needs ten times the octets of the file.
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxCertificates = 16;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public required XmlElement SignedInfo { get; init; }

    public required XmlElement SignedProperties { get; init; }

    public required string SignatureMethod { get; init; }

    /// <summary>References to objects, in order.</summary>
    public required IReadOnlyList<XadesReference> References { get; init; }

    /// <summary>The reference to <see cref="SignedProperties"/>.</summary>
    public required XadesReference PropertiesReference { get; init; }

    public required byte[] SignatureValue { get; init; }

    /// <summary>Certificates of KeyInfo, in order.</summary>
    public required IReadOnlyList<Certificate> Certificates { get; init; }

    public required DateTimeOffset SigningTime { get; init; }

    public required string CertificateDigestMethod { get; init; }

    public required byte[] CertificateDigest { get; init; }

    public required IssuerSerial IssuerSerial { get; init; }

    /// <exception cref="XmlException">Not XML, or over the limits.</exception>
    /// <exception cref="FormatException">XML outside the profile; the message says where.</exception>
    public static XadesFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes) throw new XmlException($"More than {MaxBytes} octets.");
        return new Reading().Read(Load(file.ToArray()));
    }

    private static XmlDocument Load(byte[] octets)
    {
        try
        {
            CheckDepth(octets);
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            using var reader = Open(octets);
            document.Load(reader);
            return document;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Versions and encodings that do not exist, which the reader passes on to whoever builds the tree.
            throw new XmlException("The XML declaration cannot be read.", error);
        }
    }

    private static XmlReader Open(byte[] octets) => XmlReader.Create(
        new MemoryStream(octets),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes });

    // Before anything that recurses sees the document.
    private static void CheckDepth(byte[] octets)
    {
        using var reader = Open(octets);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) throw new XmlException($"Nested deeper than {MaxDepth} elements.");
        }
    }

    /// <summary>One walk over the document, with the Ids met so far.</summary>
    private sealed class Reading
    {
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

        public XadesFile Read(XmlDocument document)
        {
            foreach (XmlNode node in document.ChildNodes)
            {
                if (node is not (XmlElement or XmlDeclaration or XmlWhitespace)) throw Outside(node);
            }

            var root = Check(document.DocumentElement!, XadesNames.Asic, "XAdESSignatures");
            var signature = Check(Children(root, 1)[0], XadesNames.Ds, "Signature", "Id");
            var parts = Children(signature, 4);
            var signedInfo = Check(parts[0], XadesNames.Ds, "SignedInfo", "Id");
            var signatureValue = Check(parts[1], XadesNames.Ds, "SignatureValue", "Id");
            var certificates = ReadKeyInfo(Check(parts[2], XadesNames.Ds, "KeyInfo", "Id"));

            var references = Children(signedInfo).ToList();
            if (references.Count < 4) throw new FormatException("SignedInfo has no reference to an object.");
            var canonicalization = Check(references[0], XadesNames.Ds, "CanonicalizationMethod", "Algorithm");
            Algorithm(canonicalization, XadesNames.ExclusiveCanonicalization);
            var method = Check(references[1], XadesNames.Ds, "SignatureMethod", "Algorithm");
            Children(method, 0);
            var objects = references[2..^1].Select(ReadReference).ToList();

            var container = Check(parts[3], XadesNames.Ds, "Object", "Id");
            var qualifying = Check(Children(container, 1)[0], XadesNames.Xades, "QualifyingProperties", "Target", "Id");
            if (!signature.HasAttribute("Id") || qualifying.GetAttribute("Target") != "#" + signature.GetAttribute("Id")) throw new FormatException("QualifyingProperties belong to another signature.");
            var properties = Check(Children(qualifying, 1)[0], XadesNames.Xades, "SignedProperties", "Id");
            var (time, digestMethod, digest, issuerSerial) = ReadProperties(properties);

            return new XadesFile
            {
                SignedInfo = signedInfo,
                SignedProperties = properties,
                SignatureMethod = method.GetAttribute("Algorithm"),
                References = objects,
                PropertiesReference = ReadPropertiesReference(references[^1], properties.GetAttribute("Id")),
                SignatureValue = Base64(signatureValue),
                Certificates = certificates,
                SigningTime = time,
                CertificateDigestMethod = digestMethod,
                CertificateDigest = digest,
                IssuerSerial = issuerSerial,
            };
        }

        private XadesReference ReadReference(XmlElement element)
        {
            // A Type would make this something else than an object; Transforms are not among the children taken.
            var reference = Check(element, XadesNames.Ds, "Reference", "URI", "Id");
            return ReadDigest(reference.GetAttribute("URI"), Children(reference, 2));
        }

        private XadesReference ReadPropertiesReference(XmlElement element, string id)
        {
            var reference = Check(element, XadesNames.Ds, "Reference", "URI", "Type", "Id");
            if (reference.GetAttribute("Type") != XadesNames.SignedPropertiesType || id.Length == 0 || reference.GetAttribute("URI") != "#" + id)
            {
                throw new FormatException("The last reference is not that to SignedProperties.");
            }

            var parts = Children(reference, 3);
            var transforms = Check(parts[0], XadesNames.Ds, "Transforms");
            Algorithm(Check(Children(transforms, 1)[0], XadesNames.Ds, "Transform", "Algorithm"), XadesNames.ExclusiveCanonicalization);
            return ReadDigest(reference.GetAttribute("URI"), parts[1..]);
        }

        private XadesReference ReadDigest(string uri, List<XmlElement> parts)
        {
            var method = Check(parts[0], XadesNames.Ds, "DigestMethod", "Algorithm");
            Children(method, 0);
            return new XadesReference(uri, method.GetAttribute("Algorithm"), Base64(Check(parts[1], XadesNames.Ds, "DigestValue")));
        }

        private List<Certificate> ReadKeyInfo(XmlElement keyInfo)
        {
            var elements = Children(Check(Children(keyInfo, 1)[0], XadesNames.Ds, "X509Data"));
            if (elements.Count is 0 or > MaxCertificates) throw new FormatException($"KeyInfo has {elements.Count} certificates.");
            return elements
                .Select(element => Certificate.Parse(Base64(Check(element, XadesNames.Ds, "X509Certificate"))) ?? throw new FormatException("A certificate in KeyInfo is malformed."))
                .ToList();
        }

        private (DateTimeOffset Time, string DigestMethod, byte[] Digest, IssuerSerial IssuerSerial) ReadProperties(XmlElement properties)
        {
            var groups = Children(properties);
            if (groups.Count is 0 or > 2) throw Outside(properties);
            var signature = Children(Check(groups[0], XadesNames.Xades, "SignedSignatureProperties", "Id"), 2);
            var time = Text(Check(signature[0], XadesNames.Xades, "SigningTime"));
            if (!DateTimeOffset.TryParseExact(time, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signingTime))
            {
                throw new FormatException("SigningTime is not a date and time.");
            }

            var list = Check(signature[1], XadesNames.Xades, "SigningCertificateV2");
            var certificate = Children(Check(Children(list, 1)[0], XadesNames.Xades, "Cert"), 2);
            var digest = ReadDigest("", Children(Check(certificate[0], XadesNames.Xades, "CertDigest"), 2));
            var issuerSerial = ReadIssuerSerial(Base64(Check(certificate[1], XadesNames.Xades, "IssuerSerialV2")));
            if (groups.Count == 2) CheckObjectProperties(groups[1]);
            return (signingTime, digest.DigestMethod, digest.DigestValue, issuerSerial);
        }

        private void CheckObjectProperties(XmlElement group)
        {
            foreach (var format in Children(Check(group, XadesNames.Xades, "SignedDataObjectProperties", "Id")))
            {
                Text(Check(Children(Check(format, XadesNames.Xades, "DataObjectFormat", "ObjectReference"), 1)[0], XadesNames.Xades, "MimeType"));
            }
        }

        private static IssuerSerial ReadIssuerSerial(byte[] der)
        {
            try
            {
                return IssuerSerial.Read(new AsnReader(der, AsnEncodingRules.DER));
            }
            catch (Exception error) when (error is AsnContentException or ArgumentException)
            {
                throw new FormatException("IssuerSerialV2 is malformed.", error);
            }
        }

        private XmlElement Check(XmlElement element, string ns, string name, params ReadOnlySpan<string> attributes)
        {
            if (element.LocalName != name || element.NamespaceURI != ns) throw Outside(element);
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/") continue;
                if (attribute.NamespaceURI.Length > 0 || !attributes.Contains(attribute.LocalName)) throw new FormatException($"Attribute {attribute.Name} of {name} is not in the profile.");
                if (attribute.LocalName == "Id" && !_ids.Add(attribute.Value)) throw new FormatException("An Id stands twice.");
            }

            return element;
        }

        private static void Algorithm(XmlElement element, string expected)
        {
            Children(element, 0);
            if (element.GetAttribute("Algorithm") != expected) throw new FormatException($"{element.LocalName} is not exclusive canonicalisation without parameters.");
        }

        private static List<XmlElement> Children(XmlElement element, int count) =>
            Children(element) is var children && children.Count == count ? children : throw Outside(element);

        private static List<XmlElement> Children(XmlElement element)
        {
            var children = new List<XmlElement>();
            foreach (XmlNode node in element.ChildNodes)
            {
                if (node is XmlElement child) children.Add(child);
                else if (node is not (XmlWhitespace or XmlSignificantWhitespace)) throw Outside(node);
            }

            return children;
        }

        private static string Text(XmlElement element) =>
            element.ChildNodes.Count == 1 && element.FirstChild is XmlText text ? text.Value! : throw Outside(element);

        private static byte[] Base64(XmlElement element)
        {
            var text = Text(element);
            var octets = new byte[text.Length];
            return Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : throw new FormatException($"{element.LocalName} is not base64.");
        }

        private static FormatException Outside(XmlNode node) => new($"{node.NodeType} {node.Name} is not in the profile, or not here, or not with this content.");
    }
}

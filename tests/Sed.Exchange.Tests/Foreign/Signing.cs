using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>Signs XML as others do, with the runtime's own SignedXml.</summary>
internal static class Signing
{
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>The certificate that signs.</summary>
    public static Certificate Signer => Sed.Exchange.Containers.Certificates.Certificate.Parse(Certificate.RawData)!;

    private static readonly X509Certificate2 Certificate = new CertificateRequest("CN=somebody", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        .CreateSelfSigned(Authorities.NotBefore, Authorities.NotAfter);

    /// <summary>Signs a document; the signature becomes the last child of the element that <paramref name="place"/> finds.</summary>
    public static string Enveloped(string xml, string uri, Func<XmlDocument, XmlElement>? place = null, string digest = Sha256, string method = RsaSha256)
    {
        var document = Load(xml);
        var reference = new Reference(uri) { DigestMethod = digest };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        var parent = place?.Invoke(document) ?? document.DocumentElement!;
        parent.AppendChild(document.ImportNode(Sign(document, method, signed => signed.AddReference(reference)), true));
        return document.OuterXml;
    }

    /// <summary>A document that is a signature over objects in it.</summary>
    public static string Enveloping(params string[] objects)
    {
        var document = Load("<none/>");
        return Sign(document, RsaSha256, signed =>
        {
            foreach (var (text, index) in objects.Select((text, index) => (text, index)))
            {
                var holder = document.CreateElement("data");
                holder.InnerText = text;
                signed.AddObject(new DataObject { Id = $"o{index}", Data = holder.SelectNodes(".")! });
                signed.AddReference(new Reference($"#o{index}") { DigestMethod = Sha256 });
            }
        }).OuterXml;
    }

    /// <summary>Signs a part; the signature, which stands beside it, is taken out of it by two transforms, one of them XPath.</summary>
    public static string WithXPath(string xml, string uri)
    {
        var document = Load(xml);
        var path = new XmlDsigXPathTransform();
        var expression = Load("<XPath xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" xmlns=\"http://www.w3.org/2000/09/xmldsig#\">not(ancestor-or-self::ds:Signature)</XPath>");
        path.LoadInnerXml(expression.ChildNodes);
        var reference = new Reference(uri) { DigestMethod = Sha256 };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(path);
        document.DocumentElement!.AppendChild(document.ImportNode(Sign(document, RsaSha256, signed => signed.AddReference(reference)), true));
        return document.OuterXml;
    }

    /// <summary>A document that is a signature over a list of digests in it, whose id is m.</summary>
    public static string EnvelopingList(string manifest)
    {
        var holder = Load(manifest);
        return Sign(holder, RsaSha256, signed =>
        {
            signed.AddObject(new DataObject { Data = holder.ChildNodes });
            signed.AddReference(new Reference("#m") { DigestMethod = Sha256, Type = "http://www.w3.org/2000/09/xmldsig#Manifest" });
        }).OuterXml;
    }

    /// <summary>A document that is a signature over a list in it, which names an object beside the list, o0.</summary>
    public static string EnvelopingListOf(string text)
    {
        var around = Load($"<Signature xmlns=\"{SignedXml.XmlDsigNamespaceUrl}\"><Object Id=\"o0\"><data xmlns=\"\">{text}</data></Object></Signature>");
        var canonical = new XmlDsigC14NTransform();
        var alone = Load(around.DocumentElement!.FirstChild!.OuterXml);
        canonical.LoadInput(alone);
        var digest = Convert.ToBase64String(SHA256.HashData(((MemoryStream)canonical.GetOutput()).ToArray()));
        var signed = Load(EnvelopingList(
            $"<Manifest xmlns=\"{SignedXml.XmlDsigNamespaceUrl}\" Id=\"m\"><Reference URI=\"#o0\"><DigestMethod Algorithm=\"{Sha256}\"/><DigestValue>{digest}</DigestValue></Reference></Manifest>"));
        signed.DocumentElement!.AppendChild(signed.ImportNode(alone.DocumentElement!, true));
        return signed.OuterXml;
    }

    /// <summary>A signature file whose signature somebody counter-signed, over other files too.</summary>
    public static byte[] CounterSigned(byte[] signatures, params (string Name, byte[] Content)[] files)
    {
        var document = Load(Encoding.UTF8.GetString(signatures));
        var value = (XmlElement)document.GetElementsByTagName("SignatureValue", SignedXml.XmlDsigNamespaceUrl)[0]!;
        value.SetAttribute("Id", "value");
        var signature = Sign(document, RsaSha256, signed =>
        {
            var reference = new Reference("#value") { DigestMethod = Sha256, Type = "http://uri.etsi.org/01903#CountersignedSignature" };
            reference.AddTransform(new XmlDsigExcC14NTransform());
            signed.AddReference(reference);
            foreach (var (name, content) in files) signed.AddReference(new Reference(new MemoryStream(content)) { Uri = name, DigestMethod = Sha256 });
        });
        Unsigned(document, "CounterSignature").AppendChild(document.ImportNode(signature, true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    /// <summary>A signature file that carries the key of its certificate instead; where asked, the certificate lies among the unsigned values.</summary>
    public static byte[] WithBareKey(byte[] signatures, string certificate, bool embedded)
    {
        var document = Load(Encoding.UTF8.GetString(signatures));
        var info = (XmlElement)document.GetElementsByTagName("KeyInfo", SignedXml.XmlDsigNamespaceUrl)[0]!;
        using var platform = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate))!;
        var point = platform.PublicKey.EncodedKeyValue.RawData;
        var half = (point.Length - 1) / 2;
        static string Decimal(ReadOnlySpan<byte> octets) => new BigInteger(octets, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
        info.InnerXml = "<KeyValue xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><ECDSAKeyValue xmlns=\"http://www.w3.org/2001/04/xmldsig-more#\"><DomainParameters><NamedCurve URN=\"urn:oid:1.2.840.10045.3.1.7\"/></DomainParameters>"
            + $"<PublicKey><X Value=\"{Decimal(point.AsSpan(1, half))}\"/><Y Value=\"{Decimal(point.AsSpan(1 + half))}\"/></PublicKey></ECDSAKeyValue></KeyValue>";
        if (embedded)
        {
            var values = Unsigned(document, "CertificateValues");
            values.AppendChild(document.CreateElement("EncapsulatedX509Certificate", values.NamespaceURI))!.InnerText = certificate;
        }

        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    // A fresh element among the unsigned properties of the first signature.
    private static XmlElement Unsigned(XmlDocument document, string name)
    {
        var properties = (XmlElement)document.GetElementsByTagName("QualifyingProperties", "http://uri.etsi.org/01903/v1.3.2#")[0]!;
        XmlNode place = properties;
        foreach (var level in (string[])["UnsignedProperties", "UnsignedSignatureProperties", name]) place = place.AppendChild(document.CreateElement(level, properties.NamespaceURI))!;
        return (XmlElement)place;
    }

    /// <summary>Signs a document and gives only the bare key with it.</summary>
    public static string Bare(string xml)
    {
        var document = Load(xml);
        var signed = new SignedXml(document) { SigningKey = Key };
        signed.SignedInfo!.SignatureMethod = RsaSha256;
        var reference = new Reference("") { DigestMethod = Sha256 };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new RSAKeyValue(Key));
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), true));
        return document.OuterXml;
    }

    /// <summary>A document that is a signature over octets outside of it.</summary>
    public static string Detached(byte[] content)
    {
        var signed = new SignedXml { SigningKey = Key };
        signed.SignedInfo!.SignatureMethod = RsaSha256;
        signed.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        signed.AddReference(new Reference(new MemoryStream(content)) { Uri = "letter.pdf", DigestMethod = Sha256 });
        signed.ComputeSignature();
        return signed.GetXml().OuterXml;
    }

    /// <summary>Judges without asking for paths.</summary>
    public static Verdict Judge(string xml, string? uri = null, byte[]? content = null) => SignedXmlDocument.Verify(Encoding.UTF8.GetBytes(xml), new ForeignXmlRequest
    {
        Question = new PathQuestion { At = Authorities.Noon, IsAsked = false },
        Contents = uri is null ? new Dictionary<string, byte[]>() : new Dictionary<string, byte[]> { [uri] = content! },
    });

    public static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        return document;
    }

    private static XmlElement Sign(XmlDocument document, string method, Action<SignedXml> add)
    {
        var signed = new SignedXml(document) { SigningKey = Key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = method;
        add(signed);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        signed.ComputeSignature();
        return signed.GetXml();
    }
}

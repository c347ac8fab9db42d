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

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>XML that others signed, by the runtime's own SignedXml.</summary>
internal static class SignedXmlSeeds
{
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    private static readonly RSA Key = RSA.Create(2048);

    private static readonly X509Certificate2 Certificate = new CertificateRequest("CN=somebody", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        .CreateSelfSigned(Stand.Noon.AddYears(-1), Stand.Noon.AddYears(1));

    public static IEnumerable<byte[]> All()
    {
        yield return Enveloped("<order Id=\"o\"><sum>100</sum></order>", "#o");
        yield return Enveloped("<o:order xmlns:o=\"urn:o\" Id=\"o\" o:a=\"1\"><!-- c --><sum xml:lang=\"ru\">сто &lt; двести</sum><?p i?><o:sum/></o:order>", "");
        yield return Enveloped("<all xmlns=\"urn:a\"><order Id=\"o\"><sum>100</sum></order><order Id=\"p\"/></all>", "#o");
        yield return Enveloping("letter", "другое");
        foreach (var xades in AsicSeeds.XadesFiles()) yield return xades;
    }

    private static byte[] Enveloped(string xml, string uri)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        var reference = new Reference(uri) { DigestMethod = Sha256 };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        document.DocumentElement!.AppendChild(document.ImportNode(Sign(document, signed => signed.AddReference(reference)), true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    private static byte[] Enveloping(params string[] objects)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml("<none/>");
        var signature = Sign(document, signed =>
        {
            for (var index = 0; index < objects.Length; index++)
            {
                var holder = document.CreateElement("data");
                holder.InnerText = objects[index];
                signed.AddObject(new DataObject { Id = $"o{index}", Data = holder.SelectNodes(".")! });
                signed.AddReference(new Reference($"#o{index}") { DigestMethod = Sha256 });
            }
        });
        return Encoding.UTF8.GetBytes(signature.OuterXml);
    }

    private static XmlElement Sign(XmlDocument document, Action<SignedXml> add)
    {
        var signed = new SignedXml(document) { SigningKey = Key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = RsaSha256;
        add(signed);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        signed.ComputeSignature();
        return signed.GetXml();
    }
}

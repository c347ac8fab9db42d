using System.Text;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

public class XadesTests
{
    private static readonly Lazy<string> Right = new(() =>
    {
        var key = Authorities.SealKey(Suite.Ecdsa);
        return Encoding.UTF8.GetString(Xades.Sign(key, [Reference(key, "envelope.xml"), Reference(key, "content/a.pdf")], Authorities.Noon));
    });

    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public void What_is_signed_is_read_back(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        SignedReference[] references = [Reference(key, "envelope.xml"), Reference(key, "content/Письмо №1 (черновик) 100%.pdf"), Reference(key, "content/a&b<c>'d\"?#:.txt")];

        var read = Xades.Read(Xades.Sign(key, references, Authorities.Noon));

        Assert.Equal(VerdictResult.Passed, read.Result);
        Assert.Equal(key.Certificate, read.Signer);
        Assert.Same(key.Suite, read.Suite);
        Assert.Equal(Authorities.Noon, read.SigningTime);
        Assert.Equal(references, read.References);
    }

    [Fact]
    public void A_thousand_references_are_signed_and_read()
    {
        var key = Authorities.SealKey(Suite.Rsa);
        var references = Enumerable.Range(0, 1000).Select(number => Reference(key, $"content/файл {number}.pdf")).ToList();
        Assert.Equal(references, Xades.Read(Xades.Sign(key, references, Authorities.Noon)).References);
    }

    [Fact]
    public void GOST_suites_sign_no_XML()
    {
        var key = Authorities.SealKey(Suite.Gost256);
        Assert.Throws<ArgumentException>(() => Xades.Sign(key, [Reference(key, "a")], Authorities.Noon));
    }

    [Theory]
    [InlineData("envelope.xml", "envelope.xm1")]
    [InlineData("2026-11-16T12:00:00Z", "2026-11-16T12:00:01Z")]
    [InlineData("application/octet-stream", "application/octet-streaM")]
    [InlineData("<ds:SignedInfo>", "<ds:SignedInfo Id=\"a\">")]
    public void Altered_signed_octets_fail(string from, string to)
    {
        var read = Read(from, to);
        Assert.Equal(VerdictResult.Failed, read.Result);
        Assert.Contains(read.Findings, finding => finding.Code == FindingCodes.SignatureWrong);
    }

    [Theory]
    [InlineData("<asic:XAdESSignatures", "<!DOCTYPE a [<!ENTITY e \"x\">]><asic:XAdESSignatures", FindingCodes.SignatureMalformed)]
    [InlineData("</asic:XAdESSignatures>", "", FindingCodes.SignatureMalformed)]
    [InlineData("<ds:SignatureValue>", "<!--c--><ds:SignatureValue>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("<ds:SignatureValue>", "<?p?><ds:SignatureValue>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("<ds:KeyInfo>", "text<ds:KeyInfo>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("<ds:DigestValue>", "<ds:DigestValue><![CDATA[]]>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("</ds:Object>", "</ds:Object><ds:Object/>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("</xades:SignedProperties>", "</xades:SignedProperties><xades:UnsignedProperties/>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"content/a.pdf\"><ds:Transforms/>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"content/a.pdf\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"envelope.xml\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"envelope%2Exml\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"http://example.com/a.pdf\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"content/../a.pdf\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"content/a.pdf\">", "URI=\"\">", FindingCodes.SignatureOutsideProfile)]
    [InlineData("Id=\"reference-2\"", "Id=\"signed-properties\"", FindingCodes.SignatureOutsideProfile)]
    [InlineData("Id=\"reference-2\"", "Id=\"reference-1\"", FindingCodes.SignatureOutsideProfile)]
    [InlineData("Id=\"reference-2\"", "xml:id=\"reference-2\"", FindingCodes.SignatureOutsideProfile)]
    [InlineData("Target=\"#signature\"", "Target=\"#other\"", FindingCodes.SignatureOutsideProfile)]
    [InlineData("URI=\"#signed-properties\"", "URI=\"#signature\"", FindingCodes.SignatureOutsideProfile)]
    [InlineData("<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>", FindingCodes.SignatureOutsideProfile)]
    [InlineData("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-sha256", FindingCodes.AlgorithmMismatch)]
    [InlineData("xmldsig-more#ecdsa-sha256", "xmldsig-more#hmac-sha256", FindingCodes.AlgorithmMismatch)]
    [InlineData("<ds:X509Certificate>MII", "<ds:X509Certificate>AAA", FindingCodes.SignatureOutsideProfile)]
    public void What_the_profile_does_not_have_is_refused(string from, string to, string code)
    {
        var read = Read(from, to);
        Assert.Equal(VerdictResult.Failed, read.Result);
        Assert.Contains(read.Findings, finding => finding.Code == code);
        Assert.Contains(read.Findings, finding => finding.Stage == VerdictStage.Signature);
        Assert.Empty(read.References);
    }

    [Fact]
    public void Another_certificate_in_KeyInfo_is_not_bound()
    {
        var own = Convert.ToBase64String(Authorities.Seal(Suite.Ecdsa).Certificate.Der);
        var read = Read(own, Convert.ToBase64String(Authorities.Root(Suite.Ecdsa).Certificate.Der));
        Assert.Equal(VerdictResult.Failed, read.Result);
        Assert.Contains(read.Findings, finding => finding.Code == FindingCodes.SignerNotBound);
    }

    [Fact]
    public void A_further_certificate_before_the_signers_changes_nothing()
    {
        var root = $"<ds:X509Certificate>{Convert.ToBase64String(Authorities.Root(Suite.Ecdsa).Certificate.Der)}</ds:X509Certificate>";
        var read = Read("<ds:X509Data>", "<ds:X509Data>" + root);
        Assert.Equal(VerdictResult.Passed, read.Result);
        Assert.Equal(Authorities.Seal(Suite.Ecdsa).Certificate, read.Signer);
    }

    [Theory]
    [InlineData("version=\"1.0.\"")]
    [InlineData("version=\"1.x\"")]
    [InlineData("version=\"1.0\" encoding=\"utf-33\"")]
    [InlineData("version=\"1.0\" encoding=\"utf-7\"")]
    [InlineData("version=\"1.0\" standalone=\"perhaps\"")]
    public void A_declaration_that_nobody_can_read_is_a_finding(string declaration)
    {
        var read = Xades.Read(Encoding.UTF8.GetBytes($"<?xml {declaration}?>{Right.Value[(Right.Value.IndexOf("?>", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : 0)..]}"));

        Assert.Equal((VerdictResult.Failed, FindingCodes.SignatureMalformed), (read.Result, read.Findings[0].Code));
    }

    [Fact]
    public void Depth_size_and_rubbish_are_findings()
    {
        Assert.Equal(VerdictResult.Failed, Xades.Read(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000)))).Result);
        Assert.Equal(VerdictResult.Failed, Xades.Read(new byte[5 * 1024 * 1024]).Result);
        Assert.Equal(VerdictResult.Failed, Xades.Read([]).Result);
        Assert.Equal(VerdictResult.Failed, Xades.Read([0xFF, 0xFE, 0x00, 0x3C]).Result);
    }

    internal static SignedReference Reference(SigningKey key, string name) => new(name, key.Suite.Digest(Encoding.UTF8.GetBytes(name)));

    // Alters the first occurrence, and proves that there was one.
    private static ReadSignature Read(string from, string to)
    {
        var at = Right.Value.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        return Xades.Read(Encoding.UTF8.GetBytes(Right.Value[..at] + to + Right.Value[(at + from.Length)..]));
    }
}

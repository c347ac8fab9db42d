using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>The transform of SMEV 3: each of its rules, messages of our own signed through it, and real ones.</summary>
public sealed partial class SmevTransformTests
{
    private const string Digest256 = "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256";
    private const string Signature256 = "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34102012-gostr34112012-256";

    [Theory]
    // 1. No declaration, no instructions; comments neither.
    [InlineData("<?xml version=\"1.0\"?><?a b?><x xmlns=\"u\"><?c d?><!--e--></x>", "<ns1:x xmlns:ns1=\"u\"></ns1:x>")]
    // 2. Text that is only white space goes, other text stays as it is.
    [InlineData("<x xmlns=\"u\"> \n <y>  </y>\t<z> a b </z></x>", "<ns1:x xmlns:ns1=\"u\"><ns1:y></ns1:y><ns1:z> a b </ns1:z></ns1:x>")]
    [InlineData("<x xmlns=\"u\">\u00A0</x>", "<ns1:x xmlns:ns1=\"u\">\u00A0</ns1:x>")]
    // 3. Nothing closes itself.
    [InlineData("<x xmlns=\"u\"/>", "<ns1:x xmlns:ns1=\"u\"></ns1:x>")]
    // 4. Prefixes by first use; the element before its attributes.
    [InlineData("<b:x xmlns:b=\"u\" xmlns:a=\"v\" a:y=\"1\"/>", "<ns1:x xmlns:ns1=\"u\" xmlns:ns2=\"v\" ns2:y=\"1\"></ns1:x>")]
    [InlineData("<p:x xmlns:p=\"u\"><q:y xmlns:q=\"u\"/></p:x>", "<ns1:x xmlns:ns1=\"u\"><ns1:y></ns1:y></ns1:x>")]
    // 5. Declared where it is first used in its scope, and again in another; what nobody uses is not declared.
    [InlineData(
        "<x xmlns=\"u\" xmlns:v=\"v\" xmlns:w=\"w\"><v:a><v:b/></v:a><v:c/></x>",
        "<ns1:x xmlns:ns1=\"u\"><ns2:a xmlns:ns2=\"v\"><ns2:b></ns2:b></ns2:a><ns3:c xmlns:ns3=\"v\"></ns3:c></ns1:x>")]
    // 6. With a namespace first, by namespace and name; then those without, by name. The order is that of code units.
    [InlineData(
        "<x xmlns=\"u\" xmlns:p=\"w\" xmlns:q=\"v\" b=\"1\" a=\"2\" p:a=\"3\" q:z=\"4\" q:B=\"5\"/>",
        "<ns1:x xmlns:ns1=\"u\" xmlns:ns2=\"v\" xmlns:ns3=\"w\" ns2:B=\"5\" ns2:z=\"4\" ns3:a=\"3\" a=\"2\" b=\"1\"></ns1:x>")]
    // 7. Declarations before attributes, in the order of their use.
    [InlineData("<x b=\"1\" xmlns=\"u\"/>", "<ns1:x xmlns:ns1=\"u\" b=\"1\"></ns1:x>")]
    // 8. Escapes.
    [InlineData("<x xmlns=\"u\" a=\"&amp;&lt;&quot;>'\">&amp;&lt;>\"'</x>", "<ns1:x xmlns:ns1=\"u\" a=\"&amp;&lt;&quot;>'\">&amp;&lt;&gt;\"'</ns1:x>")]
    public void Each_rule_is_kept(string xml, string expected) => Assert.Equal(expected, Transform(xml));

    [Fact]
    public void What_comes_out_comes_out_again()
    {
        var once = Transform("<a xmlns=\"u\" xmlns:v=\"v\" v:z=\"1\" b=\"&lt;\">\n<v:c> d </v:c><v:c/></a>");
        Assert.Equal(once, Transform(once));
    }

    [Fact]
    public void Depth_ends_nothing_and_length_is_bounded()
    {
        const int Levels = 5000;
        var deep = string.Concat(Enumerable.Repeat("<x xmlns=\"u\">", Levels)) + string.Concat(Enumerable.Repeat("</x>", Levels));
        Assert.Equal("<ns1:x xmlns:ns1=\"u\">".Length + ((Levels - 1) * "<ns1:x>".Length) + (Levels * "</ns1:x>".Length), Transform(deep).Length);
        var document = Load("<x xmlns=\"u\">text</x>");
        Assert.Null(new SmevWriter(document.DocumentElement!, 10).Write());
    }

    [Theory]
    [InlineData("<x><y xmlns=\"u\"/></x>")]
    [InlineData("<x xmlns=\"u\" xml:lang=\"ru\"/>")]
    public void What_the_transform_does_not_say_is_not_guessed(string xml) => Assert.NotNull(SmevWriter.Unsaid(Load(xml).DocumentElement!));

    [Fact]
    public void A_message_signed_through_it_verifies_and_no_octet_of_it_can_be_altered()
    {
        var message = Signed();
        var verdict = Judge(message);
        Assert.Equal((VerdictResult.Passed, "gost-2012-256"), (verdict.Result, Assert.Single(verdict.Signatures).Suite));

        // Prefixes are not signed, what they stand for is: an altered prefix is of no namespace, and the file no XML.
        for (var index = 0; index < message.IndexOf("<ds:Signature", StringComparison.Ordinal); index++)
        {
            if (!char.IsLetterOrDigit(message[index])) continue;
            var altered = message[..index] + (message[index] == 'x' ? 'y' : 'x') + message[(index + 1)..];
            Assert.NotEqual(VerdictResult.Passed, Judge(altered).Result);
        }
    }

    [Fact]
    public void Other_prefixes_and_lines_leave_it_right_and_other_words_do_not()
    {
        var message = Signed();
        Assert.Equal(VerdictResult.Passed, Judge(message.Replace("<t:Text", "\n  <t:Text", StringComparison.Ordinal)).Result);
        Assert.Equal(VerdictResult.Passed, Judge(message.Replace("m:", "n:", StringComparison.Ordinal).Replace(":m=", ":n=", StringComparison.Ordinal)).Result);
        Assert.Equal(VerdictResult.Failed, Judge(message.Replace("приказ", "приказы", StringComparison.Ordinal)).Result);
        Assert.Equal(VerdictResult.Failed, Judge(message.Replace("urn:m", "urn:n", StringComparison.Ordinal)).Result);
    }

    [SharedTheory]
    [InlineData("SendRequestResponce.xml", 1)]
    [InlineData("GetResponseResponce_InvalidContent.xml", 2)]
    public void Real_messages_verify_as_they_were_before_somebody_set_them_in_lines(string file, int signatures)
    {
        var stored = Encoding.UTF8.GetString(SharedFolder.Read("formats", "samples", "smev-xmldsig", file)).TrimStart('\uFEFF');

        // As stored: what was signed is there, and SignedInfo, which no transform goes over, has got lines that nobody signed.
        var asStored = Judge(stored);
        Assert.Equal((VerdictResult.Failed, signatures), (asStored.Result, asStored.Signatures.Count));
        Assert.Equal(signatures, asStored.AllFindings().Count(finding => finding.Code == FindingCodes.DigestsRight));
        Assert.Equal(signatures, asStored.AllFindings().Count(finding => finding.Code == FindingCodes.SignatureWrong));

        var before = SignedInfo().Replace(stored, info => Between().Replace(info.Value, "><"));
        var verdict = Judge(before);
        Assert.Equal(signatures, verdict.AllFindings().Count(finding => finding.Code == FindingCodes.SignatureRight));
        Assert.Equal(signatures, verdict.AllFindings().Count(finding => finding.Code == FindingCodes.DigestsRight));
        Assert.DoesNotContain(verdict.AllFindings(), finding => finding.Code is FindingCodes.SignatureWrong or FindingCodes.DigestMismatch);
        var altered = before.Replace("requestIsQueued", "requestIsSent", StringComparison.Ordinal).Replace("<ns2:MessageId>", "<ns2:MessageId>0", StringComparison.Ordinal);
        Assert.NotEqual(before, altered);
        Assert.Contains(Judge(altered).AllFindings(), finding => finding.Code == FindingCodes.DigestMismatch);
    }

    private static string Signed()
    {
        const string Open = "<m:Body xmlns:m=\"urn:m\" xmlns:t=\"urn:t\" Id=\"signed\" t:kind=\"order\"><t:Text>приказ &lt;1&gt;</t:Text><t:Empty/>";
        const string Close = "</m:Body>";
        var key = Authorities.SealKey(Suite.Gost256);
        var digest = Suite.Gost256.Digest(Encoding.UTF8.GetBytes(Transform(Open + Close)));
        var transforms = string.Concat(
            new[] { "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#", "urn://smev-gov-ru/xmldsig/transform" }
                .Select(uri => $"<ds:Transform Algorithm=\"{uri}\"></ds:Transform>"));
        var info = "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
            + $"<ds:SignatureMethod Algorithm=\"{Signature256}\"></ds:SignatureMethod><ds:Reference URI=\"#signed\"><ds:Transforms>{transforms}</ds:Transforms>"
            + $"<ds:DigestMethod Algorithm=\"{Digest256}\"></ds:DigestMethod><ds:DigestValue>{Convert.ToBase64String(digest.Value)}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        var value = key.SignDigest(Suite.Gost256.Digest(Encoding.UTF8.GetBytes(info)).Value);
        return $"{Open}<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{info}<ds:SignatureValue>{Convert.ToBase64String(value)}</ds:SignatureValue>"
            + $"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(key.Certificate.Der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>{Close}";
    }

    private static Verdict Judge(string xml) =>
        SignedXmlDocument.Verify(Encoding.UTF8.GetBytes(xml), new ForeignXmlRequest { Question = new PathQuestion { At = Authorities.Noon, IsAsked = false } });

    private static string Transform(string xml) => Encoding.UTF8.GetString(new SmevWriter(Load(xml).DocumentElement!, long.MaxValue).Write()!);

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    [GeneratedRegex("<[a-z0-9]*:?SignedInfo.*?</[a-z0-9]*:?SignedInfo>", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex SignedInfo();

    [GeneratedRegex(">\\s+<", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}

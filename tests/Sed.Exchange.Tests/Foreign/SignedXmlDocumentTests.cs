using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Node;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>A signature that is right proves what it covers, and a document is passed only when that is what its reader takes.</summary>
public sealed class SignedXmlDocumentTests
{
    private static readonly ForeignXmlRequest Question = new() { Question = new PathQuestion { At = Authorities.Noon, IsAsked = false } };

    private const string Order = "<order Id=\"o\"><sum>100</sum></order>";
    private const string Letter = "<mail><letter Id=\"l\"><sum>100</sum></letter><stamp/></mail>";

    [Theory]
    [InlineData("")]
    [InlineData("#o")]
    public void A_signature_over_the_whole_document_passes(string uri)
    {
        var verdict = Signing.Judge(Signing.Enveloped(Order, uri));

        Assert.Equal(VerdictResult.Passed, verdict.Result);
        var signature = Assert.Single(verdict.Signatures);
        Assert.Equal(uri.Length == 0 ? "document" : "#o (order)", Assert.Single(signature.Covers));
        Assert.Equal("rsa-sha256", signature.Suite);
        Assert.Contains("somebody", signature.Signer!.Subject, StringComparison.Ordinal);
        Assert.Equal(VerdictType.Xml, verdict.Type);
    }

    [Theory]
    [InlineData("<sum>100</sum>", "<sum>900</sum>", FindingCodes.DigestMismatch)]
    [InlineData("<order ", "<order more=\"1\" ", FindingCodes.DigestMismatch)]
    [InlineData("</SignedInfo>", "</SignedInfo><SignedInfo/>", FindingCodes.SignatureMalformed)]
    [InlineData("<DigestValue>", "<DigestValue><!-- AAAA -->", FindingCodes.SignatureMalformed)]
    [InlineData("<SignatureValue>", "<SignatureValue>AAAA", FindingCodes.SignatureWrong)]
    [InlineData("URI=\"#o\"", "URI=\"#o&apos;\"", FindingCodes.SignatureMalformed)]
    [InlineData("URI=\"#o\"", "URI=\"#p\"", FindingCodes.CoveredAbsent)]
    [InlineData("URI=\"#o\"", "URI=\"o\"", FindingCodes.NotCovered)]
    [InlineData("<sum>", "<sum Id=\"o\">", FindingCodes.IdAmbiguous)]
    [InlineData("</order>", "", FindingCodes.XmlInvalid)]
    public void What_was_changed_afterwards_fails(string text, string by, string code) => Failed(Replace(Signing.Enveloped(Order, "#o"), text, by), code);

    [Fact]
    public void A_document_with_a_DTD_is_not_judged()
    {
        var verdict = Signing.Judge("<!DOCTYPE order [<!ENTITY x 'y'>]>" + Signing.Enveloped(Order, "#o"));
        Assert.Equal((VerdictResult.Indeterminate, FindingCodes.DtdRefused), (verdict.Result, Assert.Single(verdict.Findings).Code));
        Failed("<!DOCTYPE order [", FindingCodes.XmlInvalid);
    }

    [Fact]
    public void A_part_is_told_as_a_part()
    {
        var verdict = Signing.Judge(Signing.Enveloped(Letter, "#l", document => (System.Xml.XmlElement)document.DocumentElement!.FirstChild!));

        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.CoversPart);
        Assert.Equal("#l (letter)", Assert.Single(Assert.Single(verdict.Signatures).Covers));
    }

    [Fact]
    public void A_signed_part_that_was_moved_aside_fails_though_its_digest_and_value_are_right()
    {
        var signed = Signing.Enveloped(Letter, "#l", document => (System.Xml.XmlElement)document.DocumentElement!.FirstChild!);
        var letter = signed[signed.IndexOf("<letter", StringComparison.Ordinal)..(signed.IndexOf("</letter>", StringComparison.Ordinal) + "</letter>".Length)];
        var forged = letter.Replace("100", "900", StringComparison.Ordinal).Replace("Id=\"l\"", "Id=\"evil\"", StringComparison.Ordinal);

        // Beside, below, inside the forged one's signature: everywhere the same.
        Failed($"<mail>{forged}<aside>{letter}</aside></mail>", FindingCodes.NotCovered);
        Failed($"<mail><letter Id=\"evil\"><sum>900</sum><aside>{letter}</aside></letter></mail>", FindingCodes.NotCovered);
        Failed($"<mail>{forged.Replace("</Signature>", $"<Object>{letter}</Object></Signature>", StringComparison.Ordinal)}</mail>", FindingCodes.NotCovered);
    }

    [Fact]
    public void A_signed_whole_that_was_put_into_another_whole_fails()
    {
        var signed = Signing.Enveloped(Order, "#o");

        Failed($"<order Id=\"evil\"><sum>900</sum>{signed}</order>", FindingCodes.NotCovered);
        Failed(signed.Replace("</Signature>", "<Object><order xmlns=\"\"><sum>900</sum></order></Object></Signature>", StringComparison.Ordinal), FindingCodes.NotCovered);
        Assert.Equal(VerdictResult.Indeterminate, Signing.Judge(signed.Replace("</Signature>", "<Object>more</Object></Signature>", StringComparison.Ordinal)).Result);
        Assert.Equal(VerdictResult.Indeterminate, Signing.Judge($"<other>{signed}</other>").Result);
    }

    [Fact]
    public void Objects_of_a_signature_pass_when_all_of_them_are_covered()
    {
        var signed = Signing.Enveloping("one", "two");

        Assert.Equal(VerdictResult.Passed, Signing.Judge(signed).Result);
        Failed(Replace(signed, "one", "uno"), FindingCodes.DigestMismatch);
        Assert.Equal(VerdictResult.Indeterminate, Signing.Judge(Replace(signed, "</Signature>", "<Object>three</Object></Signature>")).Result);
        // In another document they are a part of it, whatever else it says.
        foreach (var around in (string[])["<mail>{0}</mail>", "<mail><sum>900</sum>{0}</mail>"]) Part(around.Replace("{0}", signed, StringComparison.Ordinal));
        Failed($"<mail><data>900</data>{signed}</mail>", FindingCodes.NotCovered);
    }

    [Fact]
    public void A_transform_that_is_not_known_leaves_the_others_undecided_too()
    {
        // The enveloped-signature transform alone would fail: the signature does not lie in what is signed.
        var verdict = Signing.Judge(Signing.WithXPath(Letter, "#l"));

        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding is { Code: FindingCodes.AlgorithmUnsupported, Seen: "http://www.w3.org/TR/1999/REC-xpath-19991116" });
    }

    [Theory]
    [InlineData("#xpointer(/)")]
    [InlineData("#element(/1/1)")]
    [InlineData("#xmlns(a=urn:a)%20xpointer(//a:order)")]
    public void A_pointer_of_whatever_scheme_is_named_and_not_followed(string uri)
    {
        var verdict = Signing.Judge(Replace(Signing.Enveloped(Order, "#o"), "URI=\"#o\"", $"URI=\"{uri}\""));

        Assert.Contains(verdict.AllFindings(), finding => finding is { Code: FindingCodes.AlgorithmUnsupported, Seen: "XPointer" });
        Assert.DoesNotContain(verdict.AllFindings(), finding => finding.Code == FindingCodes.SignatureMalformed);
    }

    [Theory]
    [InlineData("windows-1251", VerdictResult.Passed)]
    [InlineData("iso-8859-5", VerdictResult.Passed)]
    [InlineData("utf-16", VerdictResult.Passed)]
    [InlineData("x-nobody-knows", VerdictResult.Indeterminate)]
    public void An_encoding_is_read_or_named_as_one_that_cannot_be(string name, VerdictResult expected)
    {
        var text = $"<?xml version=\"1.0\" encoding=\"{name}\"?>" + Signing.Enveloped("<order>Прошу</order>", "");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? (name == "utf-16" ? Encoding.Unicode : Encoding.UTF8);

        var verdict = SignedXmlDocument.Verify(new byte[][] { encoding.GetPreamble(), encoding.GetBytes(text) }.SelectMany(part => part).ToArray(), Question);

        Assert.Equal(expected, verdict.Result);
        Assert.Equal(expected == VerdictResult.Indeterminate, verdict.Findings.Any(finding => finding.Code == FindingCodes.AlgorithmUnsupported));
    }

    [Fact]
    public void A_signed_list_that_was_moved_aside_fails_when_another_stands_in_its_place()
    {
        const string entry = "<Reference URI=\"{0}\"><DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue>AAAA</DigestValue></Reference>";
        var list = $"<Manifest xmlns=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"m\">{entry.Replace("{0}", "letter.pdf", StringComparison.Ordinal)}</Manifest>";
        var signed = Signing.EnvelopingList(list);
        var evil = "<Object>" + list.Replace("letter.pdf", "evil.pdf", StringComparison.Ordinal).Replace("\"m\"", "\"n\"", StringComparison.Ordinal) + "</Object>";

        Assert.Equal(VerdictResult.Passed, Signing.Judge(signed).Result);
        var moved = Replace(Replace(signed, "<Object>", $"{evil}<Object><aside xmlns=\"\">"), "</Object></Signature>", "</aside></Object></Signature>");
        Failed(moved, FindingCodes.NotCovered);
    }

    [Fact]
    public void Objects_outside_are_judged_when_they_are_given_and_never_fetched()
    {
        var signed = Signing.Detached("letter"u8.ToArray());

        Assert.Equal(VerdictResult.Passed, Signing.Judge(signed, "letter.pdf", "letter"u8.ToArray()).Result);
        Assert.Equal(VerdictResult.Failed, Signing.Judge(signed, "letter.pdf", "Letter"u8.ToArray()).Result);
        var without = Signing.Judge(signed);
        Assert.Equal(VerdictResult.Indeterminate, without.Result);
        Assert.Equal("SIGNED_DATA_NOT_FOUND", Assert.Single(without.Signatures).SubIndication);
        Assert.Equal(VerdictResult.Indeterminate, Signing.Judge(Replace(signed, "letter.pdf", "file:///etc/passwd")).Signatures[0].Findings.First(finding => finding.Stage == VerdictStage.Digest).Result);
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64")]
    [InlineData("urn://smev-gov-ru/xmldsig/transform2")]
    public void A_transform_that_is_not_supported_is_named_and_never_passes(string transform)
    {
        var verdict = Signing.Judge(Replace(Signing.Enveloped(Order, "#o"), "<Transforms>", $"<Transforms><Transform Algorithm=\"{transform}\"/>"));

        Assert.NotEqual(VerdictResult.Passed, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.AlgorithmUnsupported && finding.Seen!.StartsWith(transform, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Signing.RsaSha256, "http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    [InlineData(Signing.RsaSha256, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")]
    [InlineData(Signing.RsaSha256, "urn:nothing")]
    [InlineData(Signing.Sha256, "urn:nothing")]
    public void An_algorithm_that_is_not_supported_is_named_and_never_passes(string known, string other)
    {
        var verdict = Signing.Judge(Replace(Signing.Enveloped(Order, "#o"), $"\"{known}\"", $"\"{other}\""));

        Assert.NotEqual(VerdictResult.Passed, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.AlgorithmUnsupported && finding.Seen == other);
    }

    [Fact]
    public void An_outdated_digest_never_passes()
    {
        var verdict = Signing.Judge(Signing.Enveloped(Order, "#o", digest: "http://www.w3.org/2000/09/xmldsig#sha1"));

        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Equal("CRYPTO_CONSTRAINTS_FAILURE_NO_POE", Assert.Single(verdict.Signatures).SubIndication);
    }

    [Fact]
    public void Nothing_signed_and_nothing_trusted_cannot_be_told()
    {
        Assert.Equal(FindingCodes.NothingSigned, Assert.Single(Signing.Judge(Order).Findings).Code);
        var trusted = SignedXmlDocument.Verify(Encoding.UTF8.GetBytes(Signing.Enveloped(Order, "")), new ForeignXmlRequest { Question = new PathQuestion { At = Authorities.Noon } });
        Assert.Equal(VerdictResult.Indeterminate, trusted.Result);
        Assert.Contains(trusted.AllFindings(), finding => finding.Code == FindingCodes.NoTrust);
    }

    [Theory]
    [InlineData("100", 0)]
    [InlineData("900", 1)]
    public async Task The_command_judges_it_as_a_file(string sum, int expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("order.xml");
        await File.WriteAllTextAsync(file, Signing.Enveloped(Order, "").Replace("100", sum, StringComparison.Ordinal));

        var (code, output, _) = await RunningNode.CommandAsync("verify", file, "--crypto-only", "--json");

        Assert.Equal(expected, code);
        var verdict = JsonDocument.Parse(output).RootElement;
        Assert.Equal("xml", verdict.GetProperty("type").GetString());
        Assert.Empty(SchemaCheck.Faults("sedx-verdict-1.schema.json", verdict));
    }

    [Fact]
    public void A_comment_inside_of_a_text_is_told_because_nobody_signed_it()
    {
        var verdict = Signing.Judge(Replace(Signing.Enveloped(Order, "#o"), "100", "1<!-- -->00"));

        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.CoversPart && finding.Seen == "a comment inside of a text");
    }

    [Fact]
    public void References_over_and_over_cost_no_more_than_a_large_document()
    {
        var references = string.Concat(Enumerable.Range(0, 2000).Select(index => $"<Reference URI=\"#i{index % 60}\"><Transforms><Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></Transforms><DigestMethod Algorithm=\"{Signing.Sha256}\"/><DigestValue>AAAA</DigestValue></Reference>"));
        var nested = string.Concat(Enumerable.Range(0, 60).Select(index => $"<b Id=\"i{index}\">")) + new string('x', 100_000) + string.Concat(Enumerable.Repeat("</b>", 60));
        var verdict = Signing.Judge($"<a>{nested}<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo><CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><SignatureMethod Algorithm=\"{Signing.RsaSha256}\"/>{references}</SignedInfo><SignatureValue>AAAA</SignatureValue></Signature></a>");
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.LimitExceeded);
    }

    [Fact]
    public void A_bare_key_is_never_trusted()
    {
        var bare = Signing.Bare(Order);
        Assert.Equal(VerdictResult.Passed, Signing.Judge(bare).Result);
        var asked = SignedXmlDocument.Verify(Encoding.UTF8.GetBytes(bare), new ForeignXmlRequest { Question = new PathQuestion { At = Authorities.Noon, Anchors = TrustAnchors.Empty } });
        Assert.Equal(VerdictResult.Indeterminate, asked.Result);
        Assert.Contains(asked.AllFindings(), finding => finding.Code == FindingCodes.NoTrust);
    }

    [Fact]
    public void Limits_come_before_the_tree()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));
        Failed(deep, FindingCodes.XmlInvalid);
        var many = Signing.Enveloped(Order, "#o");
        var signature = many[many.IndexOf("<Signature", StringComparison.Ordinal)..(many.IndexOf("</Signature>", StringComparison.Ordinal) + "</Signature>".Length)];
        Failed($"<all>{string.Concat(Enumerable.Repeat(signature, 65))}</all>", FindingCodes.LimitExceeded);
    }

    [Fact]
    public void A_document_with_one_octet_altered_never_passes_where_it_is_covered()
    {
        var signed = Encoding.UTF8.GetBytes(Signing.Enveloped(Order, "#o"));
        var covered = Encoding.UTF8.GetString(signed).IndexOf("<Signature", StringComparison.Ordinal);
        for (var at = 0; at < signed.Length; at += at < covered ? 1 : 7)
        {
            var altered = signed.ToArray();
            altered[at] ^= 0x01;
            var result = SignedXmlDocument.Verify(altered, new ForeignXmlRequest { Question = new PathQuestion { At = Authorities.Noon, IsAsked = false } }).Result;
            // KeyInfo is not signed: another letter in base64's last place may mean the same octets.
            if (at < covered) Assert.NotEqual(VerdictResult.Passed, result);
        }
    }

    private static void Failed(string xml, string code)
    {
        var verdict = Signing.Judge(xml);
        Assert.Equal(VerdictResult.Failed, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == code && finding.Result == VerdictResult.Failed);
    }

    [Fact]
    public void What_a_signed_list_says_of_an_object_beside_it_is_proven_as_far_as_it_is_right()
    {
        var signed = Signing.EnvelopingListOf("one");

        var verdict = Signing.Judge(signed);
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.Contains("#o0 (Object)", Assert.Single(verdict.Signatures).Covers);
        Failed(Replace(signed, ">one<", ">two<"), FindingCodes.DigestMismatch);
        Part(Replace(signed, "</Signature>", "<Object>more</Object></Signature>"));
    }

    private static void Part(string xml)
    {
        var verdict = Signing.Judge(xml);
        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding.Code == FindingCodes.CoversPart);
    }

    private static string Replace(string xml, string text, string by)
    {
        Assert.Contains(text, xml, StringComparison.Ordinal);
        return xml.Replace(text, by, StringComparison.Ordinal);
    }
}

using System.Text;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>Signed containers of others: what is passed covers every file; what nobody signed, or signed otherwise, never passes.</summary>
public class ForeignContainerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_container_passes_when_every_file_in_it_is_signed(bool cades)
    {
        var verdict = Asic.Judge(Asic.Letters(cades));

        Assert.Equal((VerdictType.Container, VerdictResult.Passed), (verdict.Type, verdict.Result));
        var signature = Assert.Single(verdict.Signatures);
        Assert.Equal(["letter.txt", "приложение 1.txt"], signature.Covers.Where(name => !name.StartsWith("META-INF/", StringComparison.Ordinal) && name[0] != '#'));
        Assert.Contains(verdict.Findings, finding => finding is { Code: FindingCodes.EveryFileCovered, Seen: "2" });
    }

    [Fact]
    public void One_file_under_its_own_signature_passes() => Assert.Equal(["letter.txt"], Assert.Single(Passed(Asic.Letter()).Signatures).Covers);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_nobody_signed_fails_the_container_however_right_its_signatures_are(bool cades)
    {
        var verdict = Asic.Judge([.. Asic.Letters(cades), ("договор.txt", "new"u8.ToArray())]);

        Assert.Equal(VerdictResult.Failed, verdict.Result);
        Assert.Equal(VerdictResult.Passed, Assert.Single(verdict.Signatures).Result);
        Assert.Contains(verdict.Findings, finding => finding is { Code: FindingCodes.NotCovered, Seen: "договор.txt" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_done_to_a_file_afterwards_fails(bool cades)
    {
        var right = Asic.Letters(cades);
        Failed([.. right.With("letter.txt", content => [.. content, 1])], FindingCodes.DigestMismatch);
        Failed([.. right.With("letter.txt", _ => [])], FindingCodes.DigestMismatch);
        Failed(right.Without("letter.txt"), FindingCodes.CoveredAbsent);
        Failed([.. right.Without("letter.txt"), ("other.txt", right.Of("letter.txt"))], FindingCodes.CoveredAbsent);
        Failed([.. right, ("letter.txt", "second of the name"u8.ToArray())], FindingCodes.ZipAmbiguous);
        Failed([.. right, ("LETTER.txt", "second of the name"u8.ToArray())], FindingCodes.ZipAmbiguous);
        Failed([.. right, ("../letter.txt", "outside"u8.ToArray())], FindingCodes.ZipForbidden);
        Failed([.. right.With("letter.txt", _ => right.Of("приложение 1.txt")).With("приложение 1.txt", _ => right.Of("letter.txt"))], FindingCodes.DigestMismatch);
    }

    [Fact]
    public void A_manifest_is_signed_as_it_stands_and_by_the_signature_it_names()
    {
        var right = Asic.Letters(cades: true);
        var shorter = Asic.ManifestOf(Asic.Cms, [("letter.txt", right.Of("letter.txt"))]);
        Failed(right.With(Asic.Manifest, _ => shorter), FindingCodes.ContentDigestWrong);
        Failed(right.With(Asic.Manifest, content => [.. content, (byte)' ']), FindingCodes.ContentDigestWrong);
        Failed(right.With(Asic.Manifest, _ => shorter).With(Asic.Cms, _ => Asic.Sign(shorter)), FindingCodes.NotCovered);
        Failed([.. right, ("META-INF/ASiCManifest2.xml", shorter)], FindingCodes.CoveredTwice);
        Failed(right.Without(Asic.Manifest), FindingCodes.NotCovered);
        Failed(right.With(Asic.Cms, _ => Asic.Sign("letter"u8.ToArray())), FindingCodes.ContentDigestWrong);
        Failed(right.With(Asic.Cms, _ => []), FindingCodes.SignatureMalformed);
        Assert.Equal(VerdictResult.Indeterminate, Asic.Judge([.. right, ("META-INF/signature2.p7s", Asic.Sign(right.Of("letter.txt")))]).Result);
    }

    [Fact]
    public void A_container_is_judged_by_the_rules_of_what_it_says_it_is()
    {
        static byte[] Saying(string mimetype) => Encoding.ASCII.GetBytes(mimetype);
        Failed(Asic.Letters(cades: true).With("mimetype", _ => Saying(Asic.Simple)), FindingCodes.CoveredTwice);
        Failed(Asic.Letters(cades: false).With("mimetype", _ => Saying("application/zip")), FindingCodes.MimetypeWrong);
        Failed(Asic.Letter().With("mimetype", _ => Saying(Asic.Extended)), FindingCodes.NotCovered);
        var cousin = Asic.Judge(Asic.Letters(cades: false).With("mimetype", _ => Saying("application/vnd.bdoc-1.0")));
        Assert.Equal(VerdictResult.Indeterminate, cousin.Result);
        Assert.Contains(cousin.Findings, finding => finding is { Code: FindingCodes.ContainerKindUnsupported, Seen: "application/vnd.bdoc-1.0" });
        Assert.Contains(Passed(Asic.Letters(cades: true).Without("mimetype")).Findings, finding => finding.Code == FindingCodes.ContainerKindUnsaid);
        Passed(Asic.Letters(cades: false).With("mimetype", content => [.. Encoding.UTF8.Preamble, .. content, (byte)'\n']));
    }

    [Fact]
    public void Every_signature_counts_and_each_covers_what_it_refers_to()
    {
        var right = Asic.Letters(cades: false);
        List<(string, byte[])> one = [("letter.txt", right.Of("letter.txt"))], other = [("приложение 1.txt", right.Of("приложение 1.txt"))];
        List<(string, byte[])> split = [.. right.With(Asic.Xml, _ => Asic.SignXml(one)), ("META-INF/signatures2.xml", Asic.SignXml(other))];
        var verdict = Passed(split);
        Assert.Equal(["letter.txt"], verdict.Signatures[0].Covers.Where(name => name[0] != '#'));
        Assert.Equal(["приложение 1.txt"], verdict.Signatures[1].Covers.Where(name => name[0] != '#'));
        Failed([.. right, ("META-INF/signatures2.xml", Asic.SignXml([("letter.txt", [1])]))], FindingCodes.DigestMismatch);
        Failed([.. right, ("META-INF/signatures2.xml", "<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\">"u8.ToArray())], FindingCodes.XmlInvalid);
    }

    [Fact]
    public void A_file_that_a_counter_signature_is_over_has_a_signer()
    {
        var right = Asic.Letters(cades: false);
        var note = "видел"u8.ToArray();

        var verdict = Passed([.. right.With(Asic.Xml, octets => Signing.CounterSigned(octets, ("note.txt", note))), ("note.txt", note)]);
        Assert.Contains(verdict.Signatures, signature => signature.IsCounter && signature.Covers.Contains("note.txt"));
        Failed([.. right.With(Asic.Xml, octets => Signing.CounterSigned(octets, ("note.txt", note))), ("note.txt", [1])], FindingCodes.DigestMismatch);
        Failed([.. right.With(Asic.Xml, octets => Signing.CounterSigned(octets, ("note.txt", note))), ("note.txt", note), ("more.txt", note)], FindingCodes.NotCovered);
    }

    [Fact]
    public void Properties_that_name_a_certificate_are_not_met_by_a_bare_key()
    {
        var right = Asic.Letters(cades: false);
        var certificate = Signing.Load(Encoding.UTF8.GetString(right.Of(Asic.Xml))).GetElementsByTagName("X509Certificate", "http://www.w3.org/2000/09/xmldsig#")[0]!.InnerText;
        var bare = right.With(Asic.Xml, octets => Signing.WithBareKey(octets, certificate, embedded: false));
        var verdict = Asic.Judge(bare);
        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.AllFindings(), finding => finding is { Code: FindingCodes.SignatureRight });
        Assert.Contains(verdict.AllFindings(), finding => finding is { Code: FindingCodes.SignerMissing, Result: VerdictResult.Indeterminate });

        // The certificate may lie among the values that long-term forms keep.
        Assert.NotNull(Passed(right.With(Asic.Xml, octets => Signing.WithBareKey(octets, certificate, embedded: true))).Signatures[0].Signer);
    }

    [Fact]
    public void A_name_that_could_be_two_files_is_none()
    {
        List<(string, byte[])> files = [("a b.txt", "signed"u8.ToArray())];
        List<(string, byte[])> right = [("mimetype", Encoding.ASCII.GetBytes(Asic.Extended)), .. files, (Asic.Xml, Asic.SignXml(files))];
        Passed(right);
        Failed([.. right, ("a%20b.txt", "not"u8.ToArray())], FindingCodes.CoveredAbsent);
        Failed([.. right.Where(entry => entry.Item1 != "a b.txt"), ("a%2520b.txt", "signed"u8.ToArray())], FindingCodes.CoveredAbsent);
    }

    [Fact]
    public void A_signature_elsewhere_than_in_META_INF_is_a_file_that_nobody_signed()
    {
        var right = Asic.Letters(cades: false);
        Failed([.. right.Without(Asic.Xml), ("signatures.xml", right.Of(Asic.Xml))], FindingCodes.NothingSigned);
        Failed([.. right.Without(Asic.Xml), ("meta-inf/signatures.xml", right.Of(Asic.Xml))], FindingCodes.NothingSigned);
        Failed([.. right, ("copy/META-INF/signatures.xml", right.Of(Asic.Xml))], FindingCodes.NotCovered);
    }

    [Fact]
    public void A_list_of_files_that_names_an_absent_one_cannot_be_told()
    {
        static byte[] List(string path) => Encoding.UTF8.GetBytes(
            $"<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry m:full-path=\"/\"/><m:file-entry m:full-path=\"{path}\"/></m:manifest>");
        Passed([.. Asic.Letters(cades: false), ("META-INF/manifest.xml", List("letter.txt"))]);
        var verdict = Asic.Judge([.. Asic.Letters(cades: false), ("META-INF/manifest.xml", List("gone.txt"))]);
        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Contains(verdict.Findings, finding => finding is { Code: FindingCodes.ListedFileAbsent, Seen: "gone.txt" });
    }

    [Fact]
    public void A_signature_over_itself_alone_covers_no_file()
    {
        var inner = Encoding.UTF8.GetBytes($"<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\">{Signing.Enveloping("signed")}</asic:XAdESSignatures>");
        Failed([.. Asic.Letters(cades: false).Without(Asic.Xml), (Asic.Xml, inner)], FindingCodes.NotCovered);
    }

    private static Verdict Passed(IEnumerable<(string Name, byte[] Content)> entries)
    {
        var verdict = Asic.Judge(entries);
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        return verdict;
    }

    private static void Failed(IEnumerable<(string Name, byte[] Content)> entries, string code)
    {
        var verdict = Asic.Judge(entries);
        Assert.Equal(VerdictResult.Failed, verdict.Result);
        Assert.Contains(verdict.DecidingFindings(), finding => finding.Code == code && finding.Result == VerdictResult.Failed);
    }
}

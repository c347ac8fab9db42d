using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

public class DocumentSignatureTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("О рассмотрении обращения");

    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_right_signature_of_a_trusted_signer_passes_and_says_what_was_not_checked(string name)
    {
        var suite = Suite.Find(name)!;
        var verdict = Assert.Single(Verify(suite, Sign(suite)));

        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.Null(verdict.SubIndication);
        Assert.Equal("letter.pdf.sig", verdict.Id);
        Assert.Equal(name, verdict.Suite);
        Assert.Equal("CAdES-BES", verdict.Format);
        Assert.Equal(["letter.pdf"], verdict.Covers);
        Assert.Equal("1047702026701", verdict.Signer!.Ogrn);
        Assert.Equal(Enum.GetValues<VerdictStage>().Except([VerdictStage.Coverage]), verdict.Findings.Select(finding => finding.Stage).Distinct());
        Assert.Equal(
            [VerdictStage.Revocation, VerdictStage.Time, VerdictStage.Authority],
            verdict.Findings.Where(finding => finding.Result == VerdictResult.NotChecked).Select(finding => finding.Stage));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrappings_do_not_matter(string name)
    {
        var suite = Suite.Find(name)!;
        var der = Sign(suite);
        var base64 = Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks);
        string[] texts = [base64, Convert.ToBase64String(der), $"-----BEGIN CMS-----\n{base64}\n-----END CMS-----\n", $"-----BEGIN PKCS7-----\r\n{base64}\r\n-----END PKCS7-----"];
        foreach (var text in texts) Assert.Equal(VerdictResult.Passed, Verify(suite, Encoding.ASCII.GetBytes(text))[0].Result);
        Assert.Equal(VerdictResult.Passed, Verify(suite, [.. Encoding.UTF8.Preamble, .. Encoding.ASCII.GetBytes(base64)])[0].Result);
        Assert.Equal(VerdictResult.Passed, Verify(suite, [.. der, 0, 0, 0])[0].Result);
        Assert.Equal(VerdictResult.Failed, Verify(suite, [.. der, 1])[0].Result);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_altered_file_is_seen_and_not_covered(string name)
    {
        var suite = Suite.Find(name)!;
        using var altered = new MemoryStream([.. Document, (byte)'!']);
        var verdict = Assert.Single(DocumentSignature.Verify(altered, Sign(suite), "s", "f", Trust(suite), Authorities.Noon));

        Assert.Equal((VerdictResult.Failed, SubIndications.HashFailure), (verdict.Result, verdict.SubIndication));
        Assert.Empty(verdict.Covers);
        Assert.Contains(verdict.Findings, finding => finding is { Stage: VerdictStage.Signature, Result: VerdictResult.Passed });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_altered_signature_value_is_seen(string name)
    {
        var suite = Suite.Find(name)!;
        var file = Sign(suite);
        file[^10] ^= 1;
        var verdict = Assert.Single(Verify(suite, file));
        Assert.Equal((VerdictResult.Failed, SubIndications.SignatureCryptoFailure), (verdict.Result, verdict.SubIndication));
    }

    [Fact]
    public void Without_anchors_nothing_is_said_about_trust()
    {
        using var content = new MemoryStream(Document);
        var verdict = Assert.Single(DocumentSignature.Verify(content, Sign(Suite.Gost256), "s", "f", null, Authorities.Noon));
        Assert.Equal((VerdictResult.Indeterminate, SubIndications.NoCertificateChainFound), (verdict.Result, verdict.SubIndication));
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.NoTrust);
        Assert.Equal(["f"], verdict.Covers);
    }

    [Fact]
    public void Another_authority_and_another_time_are_told_apart()
    {
        var file = Sign(Suite.Gost256);
        Assert.Equal(SubIndications.NoCertificateChainFound, Verify(Suite.Gost512, file)[0].SubIndication);
        using var content = new MemoryStream(Document);
        var late = DocumentSignature.Verify(content, file, "s", "f", Trust(Suite.Gost256), Authorities.NotAfter.AddSeconds(1))[0];
        Assert.Equal((VerdictResult.Indeterminate, SubIndications.OutOfBoundsNoPoe), (late.Result, late.SubIndication));
    }

    [Fact]
    public void Without_the_file_the_value_is_checked_and_the_digest_is_not()
    {
        var verdict = Assert.Single(DocumentSignature.Verify(null, Sign(Suite.Gost256), "s", "f", Trust(Suite.Gost256), Authorities.Noon));
        Assert.Equal((VerdictResult.Indeterminate, SubIndications.SignedDataNotFound), (verdict.Result, verdict.SubIndication));
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.SignatureRight);
        Assert.Empty(verdict.Covers);
    }

    [Theory]
    [InlineData("content", VerdictResult.Passed, null)]
    [InlineData("contenT", VerdictResult.Failed, SubIndications.HashFailure)]
    [InlineData("content and more", VerdictResult.Failed, SubIndications.HashFailure)]
    [InlineData("cont", VerdictResult.Failed, SubIndications.HashFailure)]
    public void Content_inside_is_compared_with_the_file(string file, VerdictResult result, string? subIndication)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(file));
        var verdict = Assert.Single(DocumentSignature.Verify(content, CadesTests.Foreign(attached: true, signers: 1).GetEncoded(), "s", "f", Trust(Suite.Rsa), Authorities.Noon));
        Assert.NotEqual(VerdictResult.Passed, verdict.Findings.Single(finding => finding.Stage == VerdictStage.Path).Result);
        Assert.Equal(result == VerdictResult.Passed, verdict.Covers.Count == 1);
        if (result == VerdictResult.Failed) Assert.Equal((result, subIndication), (verdict.Result, verdict.SubIndication));
    }

    [Fact]
    public void Each_signer_gets_a_verdict_and_a_missing_binding_is_named()
    {
        using var content = new MemoryStream("content"u8.ToArray());
        var verdicts = DocumentSignature.Verify(content, CadesTests.Foreign(attached: false, signers: 2).GetEncoded(), "s", "f", null, Authorities.Noon);
        Assert.Equal(["s", "s#2"], verdicts.Select(verdict => verdict.Id));
        Assert.All(verdicts, verdict => Assert.Equal("CMS", verdict.Format));
        Assert.All(verdicts, verdict => Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.SignerNotNamed));
    }

    [Fact]
    public void A_key_that_may_only_sign_certificates_may_not_sign_documents()
    {
        var key = Suite.Ecdsa.GenerateKey();
        var root = CertificateWriter.WriteRoot(key, "Root", Authorities.NotBefore, Authorities.NotAfter);
        using var content = new MemoryStream(Document);
        var file = DocumentSignature.Sign(content, SoftwareKey.FromPkcs12(Pkcs12File.Write(key.ToPkcs8(), root, [], "p"), "p"), Authorities.Noon);
        using var again = new MemoryStream(Document);
        var verdict = DocumentSignature.Verify(again, file, "s", "f", new TrustAnchors([root], []), Authorities.Noon)[0];
        Assert.Equal((VerdictResult.Failed, SubIndications.ChainConstraintsFailure), (verdict.Result, verdict.SubIndication));
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.KeyNotForSigning);
    }

    [Fact]
    public void Rubbish_is_a_verdict()
    {
        byte[][] rubbish = [[], [0x30], [0x30, 0x80], "not a signature"u8.ToArray(), [0x30, 0x03, 0x02, 0x01, 0x00], new byte[100], Encoding.ASCII.GetBytes("-----BEGIN CMS-----\nMAA=\n-----END CMS-----")];
        foreach (var file in rubbish)
        {
            var verdict = Assert.Single(Verify(Suite.Gost256, file));
            Assert.NotEqual(VerdictResult.Passed, verdict.Result);
            Assert.NotEmpty(verdict.Findings);
        }
    }

    [Fact]
    public void No_altered_octet_throws()
    {
        var file = Sign(Suite.Gost256);
        for (var index = 0; index < file.Length; index += 11)
        {
            var altered = file.ToArray();
            altered[index] ^= 0x80;
            Assert.NotEmpty(Verify(Suite.Gost256, altered));
        }
    }

    [Fact]
    public void A_large_file_is_read_in_pieces()
    {
        var key = Authorities.SealKey(Suite.Rsa);
        var file = DocumentSignature.Sign(new Endless(64 * 1024 * 1024), key, Authorities.Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = DocumentSignature.Verify(new Endless(64 * 1024 * 1024), file, "s", "f", Trust(Suite.Rsa), Authorities.Noon)[0];
        Assert.Equal(VerdictResult.Passed, verdict.Result);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    private static TrustAnchors Trust(Suite suite) => new([Authorities.Root(suite).Certificate], []);

    private static byte[] Sign(Suite suite)
    {
        using var content = new MemoryStream(Document);
        return DocumentSignature.Sign(content, Authorities.SealKey(suite), Authorities.Noon);
    }

    private static IReadOnlyList<SignatureVerdict> Verify(Suite suite, byte[] signature)
    {
        using var content = new MemoryStream(Document);
        return DocumentSignature.Verify(content, signature, "letter.pdf.sig", "letter.pdf", Trust(suite), Authorities.Noon);
    }

    /// <summary>A stream of so many zeros that cannot seek.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Clear(buffer, offset, read);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

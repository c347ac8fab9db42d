using System.Formats.Asn1;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Foreign;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

/// <summary>Time-stamps give or take evidence of time, each over exactly its octets; none is a signature, and none spoils one.</summary>
public class TimestampTests
{
    private static readonly byte[] Letter = "letter"u8.ToArray();
    private static readonly DateTimeOffset Then = Authorities.Noon;
    private static readonly DateTimeOffset Later = Authorities.NotAfter.AddYears(1);
    private static readonly TimeAuthority Authority = new();
    private static readonly Lazy<byte[]> Signed = new(() => DocumentSignature.Sign(new MemoryStream(Letter), Authorities.SealKey(Suite.Gost256), Then));

    private static byte[] Value => CmsFile.Read(Signed.Value, AsnEncodingRules.DER).Signers[0].Signature;

    [Fact]
    public void A_right_stamp_proves_a_time_at_which_the_path_is_judged()
    {
        var authority = new TimeAuthority(until: Later.AddYears(1));
        var file = WithStamp(authority.Stamp(Value, Then));

        var late = Verify(file, Later, authority.Root);

        Assert.Equal((VerdictResult.Passed, "CAdES-T"), (late.Result, late.Format));
        var time = Assert.Single(late.Findings, finding => finding.Stage == VerdictStage.Time);
        Assert.Equal((FindingCodes.TimeProven, "2026-11-16T12:00:00Z, RFC 3161 time-stamp"), (time.Code, time.Seen));
        Assert.Equal((Then, "RFC 3161 time-stamp"), (late.TimeUsed, late.TimeWhy));
        Assert.Equal(FindingCodes.TimestampRight, Assert.Single(time.Children).Code);
        var bare = Verify(Signed.Value, Later, authority.Root);
        Assert.Equal((VerdictResult.Indeterminate, SubIndications.OutOfBoundsNoPoe, "time of checking"), (bare.Result, bare.SubIndication, bare.TimeWhy));
    }

    [Fact]
    public void A_stamp_of_an_authority_that_nobody_trusts_proves_nothing()
    {
        var late = Verify(WithStamp(Authority.Stamp(Value, Then)), Later);

        Assert.Equal((VerdictResult.Indeterminate, SubIndications.OutOfBoundsNoPoe), (late.Result, late.SubIndication));
        Assert.Equal((FindingCodes.TimestampUncertain, VerdictResult.Indeterminate), (Stamp(late).Code, Stamp(late).Result));
        Assert.Contains(Stamp(late).Children, cause => cause.Code == FindingCodes.PathNotFound);
    }

    [Fact]
    public void A_stamp_of_a_later_time_than_is_asked_for_proves_nothing() =>
        Assert.DoesNotContain(Verify(WithStamp(Authority.Stamp(Value, Then.AddDays(1))), Then, Authority.Root).Findings, finding => finding.Code == FindingCodes.TimeProven);

    [Fact]
    public void A_wrong_stamp_takes_the_evidence_and_not_the_signature()
    {
        var right = Authority.Stamp(Value, Then);
        AssertWrong(Authority.Stamp(Letter, Then), FindingCodes.DigestMismatch);
        AssertWrong(Altered(right, ^1), FindingCodes.SignatureWrong);
        AssertWrong(new TimeAuthority(mayStamp: false).Stamp(Value, Then), FindingCodes.TimestampAuthorityWrong);
        var malformed = Verify(WithStamp(Signed.Value), Then);
        Assert.Equal((VerdictResult.Passed, FindingCodes.TimestampMalformed, "CAdES-BES"), (malformed.Result, Stamp(malformed).Code, malformed.Format));

        static void AssertWrong(byte[] token, string cause)
        {
            var verdict = Verify(WithStamp(token), Then, Authority.Root);
            Assert.Equal((VerdictResult.Passed, "CAdES-BES"), (verdict.Result, verdict.Format));
            Assert.Equal((FindingCodes.TimestampWrong, VerdictResult.Failed), (Stamp(verdict).Code, Stamp(verdict).Result));
            Assert.Contains(Stamp(verdict).Children, finding => finding.Code == cause && finding.Result == VerdictResult.Failed);
        }
    }

    [Fact]
    public void An_authority_whose_certificate_is_for_stamping_but_does_not_say_so_strictly_is_uncertain()
    {
        var lax = new TimeAuthority(isCritical: false);
        var verdict = Verify(WithStamp(lax.Stamp(Value, Then)), Then, lax.Root);
        Assert.Equal(VerdictResult.Indeterminate, Stamp(verdict).Result);
        Assert.Contains(Stamp(verdict).Children, cause => cause.Code == FindingCodes.TimestampAuthorityWrong);
    }

    [Fact]
    public void No_octet_of_a_token_can_be_altered_and_the_token_hold()
    {
        var right = Authority.Stamp(Value, Then);
        var content = CmsFile.Read(right, AsnEncodingRules.BER).Content!;
        var start = right.AsSpan().IndexOf(content);
        for (var index = start; index < start + content.Length; index++)
            Assert.NotEqual(VerdictResult.Passed, Stamp(Verify(WithStamp(Altered(right, index)), Then, Authority.Root)).Result);
    }

    [Fact]
    public void Who_stamps_the_time_of_a_file_does_not_sign_it()
    {
        var token = Authority.Stamp(Letter, Then);
        var verdict = Assert.Single(DocumentSignature.Verify(new MemoryStream(Letter), token, "letter.tst", "letter", Question(Then, Authority.Root)));

        Assert.Equal((VerdictResult.Indeterminate, "RFC 3161"), (verdict.Result, verdict.Format));
        Assert.Empty(verdict.Covers);
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.NothingSigned);
        Assert.Equal(FindingCodes.TimestampRight, Assert.Single(verdict.Findings, finding => finding.Stage == VerdictStage.Time).Code);
        var other = Assert.Single(DocumentSignature.Verify(new MemoryStream([1]), token, "letter.tst", "letter", Question(Then, Authority.Root)));
        Assert.Equal(FindingCodes.TimestampWrong, Assert.Single(other.Findings, finding => finding.Stage == VerdictStage.Time).Code);
    }

    [Fact]
    public void A_container_with_nothing_but_time_stamps_is_signed_by_nobody()
    {
        List<(string, byte[])> entries = [("mimetype", System.Text.Encoding.ASCII.GetBytes(Asic.Simple)), ("letter.txt", Letter), ("META-INF/timestamp.tst", Authority.Stamp(Letter, Then))];
        var verdict = Asic.Judge(entries);

        Assert.Equal(VerdictResult.Indeterminate, verdict.Result);
        Assert.Empty(verdict.Signatures);
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.TimestampRight);
        Assert.Contains(Asic.Judge(entries.With("letter.txt", _ => [1])).Findings, finding => finding.Code == FindingCodes.TimestampWrong);
    }

    [Fact]
    public void Content_made_of_signed_attributes_is_not_what_the_signer_saw()
    {
        var cms = CmsFile.Read(Signed.Value, AsnEncodingRules.DER);
        var forged = WithoutAttributes(Signed.Value);

        var verdict = Assert.Single(DocumentSignature.Verify(new MemoryStream(cms.Signers[0].ToBeSigned()), forged, "s", "f", Question(Then)));

        // The value is right under the signer's key, and the signer signed a letter.
        Assert.Contains(verdict.Findings, finding => finding.Code == FindingCodes.SignatureRight);
        Assert.Equal((VerdictResult.Failed, SubIndications.FormatFailure), (verdict.Result, verdict.SubIndication));
    }

    [Fact]
    public void A_counter_signature_has_a_verdict_of_its_own_and_stands_for_no_signature()
    {
        var verdicts = Countersigned(counterOver: Value);
        Assert.Equal([(false, VerdictResult.Passed), (true, VerdictResult.Passed)], verdicts.Select(verdict => (verdict.IsCounter, verdict.Result)));
        Assert.Equal(["signature s"], verdicts[1].Covers);
        Assert.Equal((true, VerdictResult.Failed), Countersigned(counterOver: Letter).Select(verdict => (verdict.IsCounter, verdict.Result)).Last());
    }

    private static IReadOnlyList<SignatureVerdict> Countersigned(byte[] counterOver)
    {
        var counter = DocumentSignature.Sign(new MemoryStream(counterOver), Authorities.SealKey(Suite.Gost256), Then);
        var info = new CmsSignedData(counter).GetSignerInfos().GetSigners().First().SignerInfo;
        var file = WithUnsigned(Signed.Value, new Org.BouncyCastle.Asn1.Cms.Attribute(new DerObjectIdentifier(CmsOids.CounterSignature), new DerSet(info)));
        return DocumentSignature.Verify(new MemoryStream(Letter), file, "s", "f", new PathQuestion { At = Then, IsAsked = false });
    }

    private static Finding Stamp(SignatureVerdict verdict) => Assert.Single(Assert.Single(verdict.Findings, finding => finding.Stage == VerdictStage.Time).Children);

    private static byte[] Altered(byte[] octets, Index index)
    {
        var altered = (byte[])octets.Clone();
        altered[index] ^= 1;
        return altered;
    }

    private static byte[] WithStamp(byte[] token) => WithUnsigned(
        Signed.Value, new Org.BouncyCastle.Asn1.Cms.Attribute(new DerObjectIdentifier(CmsOids.SignatureTimestamp), new DerSet(Asn1Object.FromByteArray(token))));

    private static byte[] WithUnsigned(byte[] file, Org.BouncyCastle.Asn1.Cms.Attribute attribute)
    {
        var cms = new CmsSignedData(file);
        var signer = cms.GetSignerInfos().GetSigners().First();
        var changed = SignerInformation.ReplaceUnsignedAttributes(signer, new AttributeTable(new Asn1EncodableVector(attribute)));
        return CmsSignedData.ReplaceSigners(cms, new SignerInformationStore([changed])).GetEncoded();
    }

    private static byte[] WithoutAttributes(byte[] file)
    {
        var signer = new CmsSignedData(file).GetSignerInfos().GetSigners().First().SignerInfo;
        var bare = new SignerInfo(signer.SignerID, signer.DigestAlgorithm, (Asn1Set?)null, signer.SignatureAlgorithm, signer.Signature, null);
        var data = SignedData.GetInstance(ContentInfo.GetInstance(Asn1Object.FromByteArray(file)).Content);
        return new ContentInfo(CmsObjectIdentifiers.SignedData, new SignedData(data.DigestAlgorithms, data.EncapContentInfo, data.Certificates, data.CRLs, new DerSet(bare))).GetEncoded();
    }

    private static PathQuestion Question(DateTimeOffset at, params IReadOnlyList<Certificate> more) =>
        new() { At = at, Anchors = new TrustAnchors([Authorities.Root(Suite.Gost256).Certificate, .. more], []) };

    private static SignatureVerdict Verify(byte[] file, DateTimeOffset at, params IReadOnlyList<Certificate> more) =>
        Assert.Single(DocumentSignature.Verify(new MemoryStream(Letter), file, "s", "f", Question(at, more)));
}

using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;
using Certificate = Sed.Exchange.Containers.Certificates.Certificate;

namespace Sed.Exchange.Tests.Signatures;

public class CadesTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_signed_is_read_back(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        var digest = key.Suite.Digest("content"u8);

        var read = Cades.Read(Cades.Sign(key, digest, Authorities.Noon));

        Assert.Equal(VerdictResult.Passed, read.Result);
        Assert.Equal(key.Certificate, read.Signer);
        Assert.Same(key.Suite, read.Suite);
        Assert.Equal(Authorities.Noon, read.SigningTime);
        Assert.Equal([new SignedReference("", digest)], read.References);
        Assert.Contains(read.Findings, finding => finding is { Stage: VerdictStage.Signature, Result: VerdictResult.Passed });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_altered_octet_passes_with_another_digest_or_signer(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        var file = Cades.Sign(key, key.Suite.Digest("content"u8), Authorities.Noon);
        var right = Cades.Read(file);

        for (var index = 0; index < file.Length; index += 13)
        {
            var altered = file.ToArray();
            altered[index] ^= 0x01;
            var read = Cades.Read(altered);
            Assert.NotEmpty(read.Findings);

            // A few octets are not under the signature (the certificates of the chain, the names of algorithms in SignedData).
            if (read.Result == VerdictResult.Passed) Assert.Equal((right.Signer, right.SigningTime, right.References[0]), (read.Signer, read.SigningTime, read.References[0]));
        }
    }

    [Fact]
    public void Every_truncation_is_a_finding_and_no_exception()
    {
        var key = Authorities.SealKey(Suite.Gost256);
        var file = Cades.Sign(key, key.Suite.Digest("content"u8), Authorities.Noon);
        for (var length = 0; length < file.Length; length++)
        {
            var read = Cades.Read(file.AsSpan(0, length));
            Assert.Equal(VerdictResult.Failed, read.Result);
            Assert.Contains(read.Findings, finding => finding.Code == FindingCodes.SignatureMalformed);
        }

        Assert.Equal(VerdictResult.Failed, Cades.Read([.. file, 0]).Result);
    }

    [Fact]
    public void A_digest_of_another_algorithm_is_not_signed()
    {
        var key = Authorities.SealKey(Suite.Gost256);
        Assert.Throws<ArgumentException>(() => Cades.Sign(key, Suite.Gost512.Digest("content"u8), Authorities.Noon));
        Assert.Throws<ArgumentException>(() => Cades.Sign(key, Suite.Rsa.Digest("content"u8), Authorities.Noon));
    }

    [Fact]
    public void Unsigned_attributes_are_outside_the_profile()
    {
        var key = Authorities.SealKey(Suite.Rsa);
        var cms = new CmsSignedData(Cades.Sign(key, key.Suite.Digest("content"u8), Authorities.Noon));
        var attribute = new Org.BouncyCastle.Asn1.Cms.Attribute(new DerObjectIdentifier("1.2.3.4"), new DerSet(DerInteger.ValueOf(1)));
        var signers = cms.GetSignerInfos().GetSigners()
            .Select(signer => SignerInformation.ReplaceUnsignedAttributes(signer, new Org.BouncyCastle.Asn1.Cms.AttributeTable(new DerSet(attribute))));
        AssertOutside(CmsSignedData.ReplaceSigners(cms, new SignerInformationStore(signers)).GetEncoded("DER"), "unsigned attributes");
    }

    [Fact]
    public void Content_inside_two_signers_or_missing_attributes_are_outside_the_profile()
    {
        AssertOutside(Foreign(attached: true, signers: 1).GetEncoded("DER"), "the content is inside");
        AssertOutside(Foreign(attached: false, signers: 2).GetEncoded("DER"), "2 signers instead of one");
        AssertOutside(Foreign(attached: false, signers: 1).GetEncoded("DER"), "signing-certificate-v2 is absent");
    }

    [Fact]
    public void A_certificate_of_the_same_name_and_serial_cannot_take_the_signers_place()
    {
        var key = Authorities.SealKey(Suite.Rsa);
        var look = Impostor(key.Certificate);
        var file = Cades.Sign(new BorrowedCertificate(key, look), key.Suite.Digest("content"u8), Authorities.Noon);
        Assert.Equal(VerdictResult.Passed, Cades.Read(Cades.Sign(key, key.Suite.Digest("content"u8), Authorities.Noon)).Result);
        Assert.Equal(VerdictResult.Failed, Cades.Read(file).Result);
    }

    /// <summary>A CMS as BouncyCastle writes it: no signing-certificate-v2.</summary>
    internal static CmsSignedData Foreign(bool attached, int signers)
    {
        var key = Suite.Rsa.GenerateKey();
        var certificate = CertificateWriter.Write(
            key, Authorities.Root(Suite.Rsa).Certificate, key.SubjectPublicKeyInfo, new CertificateSubject("Foreign", CertificatePurpose.Official), Authorities.NotBefore, Authorities.NotAfter);
        AsymmetricKeyParameter privateKey = PrivateKeyFactory.CreateKey(key.ToPkcs8());
        var generator = new CmsSignedDataGenerator();
        generator.AddCertificates(CollectionUtilities.CreateStore<X509Certificate>([certificate.Parsed]));
        for (var index = 0; index < signers; index++) generator.AddSigner(privateKey, certificate.Parsed, CmsSignedGenerator.DigestSha256);
        return generator.Generate(new CmsProcessableByteArray("content"u8.ToArray()), attached);
    }

    private static void AssertOutside(byte[] file, string seen)
    {
        var read = Cades.Read(file);
        Assert.Equal(VerdictResult.Failed, read.Result);
        Assert.Contains(read.Findings, finding => finding.Code == FindingCodes.SignatureOutsideProfile && finding.Seen == seen);
        Assert.Empty(read.References);
    }

    // Another key, the same subject, issuer and serial.
    private static Certificate Impostor(Certificate original)
    {
        var key = Suite.Rsa.GenerateKey();
        var der = original.Der.ToArray();
        var old = original.SubjectPublicKeyInfo;
        var fresh = key.SubjectPublicKeyInfo;
        Assert.Equal(old.Length, fresh.Length);
        fresh.CopyTo(der.AsSpan(der.AsSpan().IndexOf(old)));
        return Certificate.Parse(der)!;
    }

    private sealed class BorrowedCertificate(SigningKey key, Certificate certificate) : SigningKey
    {
        public override Certificate Certificate => certificate;

        public override IReadOnlyList<Certificate> Chain => [key.Certificate];

        public override Suite Suite => key.Suite;

        public override byte[] SignDigest(ReadOnlySpan<byte> digest) => key.SignDigest(digest);
    }
}

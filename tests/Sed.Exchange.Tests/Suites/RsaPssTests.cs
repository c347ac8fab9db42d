using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Tests.Suites;

/// <summary>RSASSA-PSS of others: .NET signs, we verify.</summary>
public class RsaPssTests
{
    private static readonly byte[] Message = "Письмо"u8.ToArray();

    [Theory]
    [InlineData(2048)]
    [InlineData(2056)]
    [InlineData(3072)]
    public void A_value_of_the_platform_verifies_and_no_other_does(int bits)
    {
        using var key = RSA.Create(bits);
        var spki = key.ExportSubjectPublicKeyInfo();
        var value = key.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        Assert.True(RawSignature.VerifyPss("sha-256", "sha-256", 32, spki, Message, value));
        Assert.False(RawSignature.VerifyPss("sha-256", "sha-256", 31, spki, Message, value));
        Assert.False(RawSignature.VerifyPss("sha-256", "sha-1", 32, spki, Message, value));
        Assert.False(RawSignature.VerifyPss("sha-512", "sha-512", 64, spki, Message, value));
        Assert.False(RawSignature.VerifyPss("sha-256", "sha-256", 32, spki, Message, [.. value, 0]));
        Assert.Null(RawSignature.VerifyPss("sha3-256", "sha-256", 32, spki, Message, value));
        for (var index = 0; index < value.Length; index += 5)
        {
            var changed = (byte[])value.Clone();
            changed[index] ^= 1;
            Assert.False(RawSignature.VerifyPss("sha-256", "sha-256", 32, spki, Message, changed));
        }
    }

    [Fact]
    public void Certificates_signed_with_it_make_paths()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Root", key, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(Part.Authority());
        using var root = request.CreateSelfSigned(Mint.Noon.AddYears(-1), Mint.Noon.AddYears(1));
        var anchors = TrustAnchors.Read(root.RawData)!;
        var leaf = new CertificateRequest("CN=End", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss).Create(root, Mint.Noon.AddDays(-1), Mint.Noon.AddDays(1), [1]);

        Assert.Single(anchors.Anchors);
        Assert.Equal("Passed", CertificatePath.Build(Certificate.Parse(leaf.RawData)!, [], anchors, Mint.Noon).Told());
    }

    // RFC 4055 section 3.3.
    [Fact]
    public void Parameters_of_a_key_bind()
    {
        using var key = RSA.Create(2048);
        var value = key.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        Assert.True(RawSignature.VerifyPss("sha-256", "sha-256", 32, Restricted(key, "2.16.840.1.101.3.4.2.1", 32), Message, value));
        Assert.True(RawSignature.VerifyPss("sha-256", "sha-256", 32, Restricted(key, "2.16.840.1.101.3.4.2.1", 20), Message, value));
        Assert.False(RawSignature.VerifyPss("sha-256", "sha-256", 32, Restricted(key, "2.16.840.1.101.3.4.2.1", 40), Message, value));
        Assert.False(RawSignature.VerifyPss("sha-256", "sha-256", 32, Restricted(key, "2.16.840.1.101.3.4.2.3", 32), Message, value));
    }

    private static byte[] Restricted(RSA key, string digest, int salt)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.10");
                using (writer.PushSequence())
                {
                    using (writer.PushSequence(Part.Context(0))) Algorithm(writer, digest);
                    using (writer.PushSequence(Part.Context(1)))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("1.2.840.113549.1.1.8");
                        Algorithm(writer, digest);
                    }

                    using (writer.PushSequence(Part.Context(2))) writer.WriteInteger(salt);
                }
            }

            writer.WriteBitString(key.ExportRSAPublicKey());
        }

        return writer.Encode();
    }

    private static void Algorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(oid);
    }
}

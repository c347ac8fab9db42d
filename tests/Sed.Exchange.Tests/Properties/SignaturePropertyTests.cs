using CsCheck;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Properties;

/// <summary>Whatever content is signed, in every suite: it passes, and with one bit changed in it, in what the signer signed beside it or in the value it does not.</summary>
public sealed class SignaturePropertyTests
{
    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void One_bit_of_what_is_covered_changed_and_a_signature_does_not_pass(string name)
    {
        var key = Authorities.SealKey(Suite.Find(name)!);
        Gen.Select(Gen.Byte.Array[1, 2000], Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample(
            (content, place, bit) =>
            {
                var signature = DocumentSignature.Sign(new MemoryStream(content), key, Authorities.Noon);
                Assert.Equal(VerdictResult.Passed, Judge(content, signature));
                Assert.NotEqual(VerdictResult.Passed, Judge(Flipped(content, place % content.Length, bit), signature));

                var signer = CmsFile.Read(signature, System.Formats.Asn1.AsnEncodingRules.DER).Signers[0];
                foreach (var covered in new[] { signer.SignedAttributes!.Value.ToArray(), signer.Signature })
                {
                    var at = signature.AsSpan().IndexOf(covered) + (place % covered.Length);
                    Assert.NotEqual(VerdictResult.Passed, Judge(content, Flipped(signature, at, bit)));
                }
            },
            iter: 25,
            threads: 1);
    }

    private static VerdictResult Judge(byte[] content, byte[] signature) =>
        DocumentSignature.Verify(new MemoryStream(content), signature, "s", "f", new PathQuestion { At = Authorities.Noon, IsAsked = false })[0].Result;

    private static byte[] Flipped(byte[] octets, int at, int bit)
    {
        var flipped = (byte[])octets.Clone();
        flipped[at] ^= (byte)(1 << bit);
        return flipped;
    }
}

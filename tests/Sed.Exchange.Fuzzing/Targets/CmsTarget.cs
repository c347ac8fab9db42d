using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>
/// Signatures of officials: CMS and CAdES, detached over one letter and with the content inside, in DER, PEM and base64. What passes covers the content and the signed attributes of
/// a seed; and no signature that is right over the letter is right over another.
/// </summary>
internal sealed class CmsTarget : FuzzTarget
{
    private static readonly byte[] Other = [.. Stand.Letter, (byte)'.'];
    private static readonly PathQuestion Trusting = new() { At = Stand.Noon, Anchors = new TrustAnchors([Stand.Root.Certificate], []) };

    public override string Name => "cms";

    public override int Readings => 4;

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("cades", []), ("cms-gost", [])];

    public override IEnumerable<byte[]> MakeSeeds() => CmsSeeds.All();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var proven = new List<string>();
        var inside = DocumentSignature.Verify(null, input, "s", "f", Stand.Crypto);
        if (IsRight(inside)) proven.AddRange(Covered(input, content: null));
        var detached = DocumentSignature.Verify(new MemoryStream(Stand.Letter), input, "s", "f", Stand.Crypto);
        if (IsRight(detached)) proven.AddRange(Covered(input, Stand.Letter));
        DocumentSignature.Verify(new MemoryStream(Stand.Letter), input, "s", "f", Trusting);
        if (IsRight(detached) && IsRight(DocumentSignature.Verify(new MemoryStream(Other), input, "s", "f", Stand.Crypto))) throw new ViolationException("right over two letters");
        return proven;
    }

    private static bool IsRight(IEnumerable<SignatureVerdict> verdicts) => verdicts.Any(verdict => verdict is { IsCounter: false, Result: VerdictResult.Passed });

    private static IEnumerable<string> Covered(byte[] input, byte[]? content)
    {
        var cms = CmsFile.Read(SignatureEnvelope.Unwrap(input)!, AsnEncodingRules.BER);
        yield return Octets.Named("content", content ?? cms.Content!);

        // All signers that are right one by one.
        for (var index = 0; index < cms.Signers.Count; index++)
        {
            var signer = cms.Signers[index];
            var id = index == 0 ? "s" : $"s#{index + 1}";
            var verdicts = DocumentSignature.Verify(content is null ? null : new MemoryStream(content), input, "s", "f", Stand.Crypto);
            if (signer.SignedAttributes is null || verdicts.FirstOrDefault(verdict => verdict.Id == id)?.Result != VerdictResult.Passed) continue;
            // The digest of the signer's certificate is another in every process, because its signature is.
            foreach (var attribute in signer.Signed.Where(attribute => attribute.Oid is not (CmsOids.SigningCertificate or CmsOids.SigningCertificateV2)))
                yield return Octets.Named(attribute.Oid, Der(attribute));
        }
    }

    // The same value may stand in any form of BER.
    private static byte[] Der(CmsAttribute attribute) => Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(attribute.Octets.ToArray()).GetEncoded("DER");
}

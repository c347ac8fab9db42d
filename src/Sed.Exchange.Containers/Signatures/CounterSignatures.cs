using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// Signatures over the value of another signature, in its unsigned attributes (RFC 5652 section 11.4). Each says that somebody saw that signature, and
/// nothing about the content; none stands for a signature of the content.
/// </summary>
internal static class CounterSignatures
{
    private const int Deepest = 4;

    // At each of the levels: together no more than a file may have signers.
    private const int Most = 8;

    /// <summary>Verdicts about the counter-signatures of a signer, and those of these, one after the other.</summary>
    public static IEnumerable<SignatureVerdict> Judge(CmsFile cms, CmsSigner signer, string id, PathQuestion question, int depth = 0)
    {
        var values = signer.Unsigned.Where(attribute => attribute.Oid == CmsOids.CounterSignature).SelectMany(attribute => attribute.Values).Take(Most).ToList();
        for (var index = 0; index < values.Count; index++)
        {
            var own = $"{id}/counter-{index + 1}";
            if (depth == Deepest || Read(values[index]) is not { } counter)
            {
                var finding = new Finding(depth == Deepest ? FindingCodes.LimitExceeded : FindingCodes.SignatureMalformed, VerdictStage.Format, VerdictResult.Failed, own);
                yield return new SignatureVerdict(own, VerdictResult.Failed, SubIndications.FormatFailure, null, "CMS", null, [], [finding]) { IsCounter = true };
                continue;
            }

            var digests = ContentDigests.Read(new MemoryStream(signer.Signature), null, [counter.DigestOid]);
            yield return new SignerJudgement(cms, counter, digests, question) { IsCounter = true }.Judge(own, $"signature {id}");
            foreach (var nested in Judge(cms, counter, own, question, depth + 1)) yield return nested;
        }
    }

    private static CmsSigner? Read(ReadOnlyMemory<byte> octets)
    {
        try
        {
            return CmsSigner.Read(octets, AsnEncodingRules.BER);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As everywhere, hostile input comes out of the readers as exceptions of several types.
            return null;
        }
    }
}

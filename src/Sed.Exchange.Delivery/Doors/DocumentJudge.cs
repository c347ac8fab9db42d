using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Judges the signatures of officials in a package: one verdict per signature, nothing merged.</summary>
internal static class DocumentJudge
{
    /// <summary>Signature files larger than this are not signatures; stops CMS that exhaust memory when parsed.</summary>
    private const int LargestSignature = 4 * 1024 * 1024;

    public static IReadOnlyList<JudgedSignature> Judge(GatewayParts parts, IReadOnlyList<PackageFile> files, PackageFacts facts) =>
        [.. facts.Signatures.Select(signature => new JudgedSignature(signature, Verify(parts, files, signature)))];

    /// <summary>
    /// The first file that has signatures of which every one failed: only that refuses at the sender's door (DESIGN section 4). Null: none.
    /// </summary>
    public static int? FileWithoutGoodSignature(IReadOnlyList<JudgedSignature> judged) => judged
        .GroupBy(signature => signature.Signature.DocumentFile)
        .Where(file => file.All(signature => signature.Result == VerdictResult.Failed))
        .Select(file => (int?)file.Key)
        .FirstOrDefault();

    private static IReadOnlyList<SignatureVerdict> Verify(GatewayParts parts, IReadOnlyList<PackageFile> files, PackageSignature signature)
    {
        var document = files[signature.DocumentFile];
        var file = files[signature.SignatureFile];
        if (file.Length > LargestSignature)
        {
            var finding = new Finding(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Failed, $"{file.Length} octets of signature");
            return [new SignatureVerdict(file.Name, VerdictResult.Failed, "FORMAT_FAILURE", null, "CMS", null, [document.Name], [finding])];
        }

        var octets = new byte[file.Length];
        using (var stream = file.Open()) stream.ReadExactly(octets);
        using var content = document.Open();
        return DocumentSignature.Verify(content, octets, file.Name, document.Name, parts.Anchors, parts.Time.GetUtcNow());
    }
}

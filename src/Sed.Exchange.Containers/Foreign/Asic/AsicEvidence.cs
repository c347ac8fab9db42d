using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>
/// Time-stamp tokens and evidence records that lie in a container: a token is over the octets of the manifest that names it, in ASiC-S also over the data
/// object itself. They prove that something existed, and sign nothing; a damaged one takes its evidence away.
/// </summary>
internal static class AsicEvidence
{
    /// <summary>One finding of stage Time for each.</summary>
    public static IReadOnlyList<Finding> Judge(AsicLayout layout, AsicObjects objects, IReadOnlyList<AsicManifestFile> manifests, ForeignContainerRequest request) =>
    [
        .. layout.Timestamps.Select(entry => Timestamp(entry, layout, objects, manifests, request)),
        .. layout.EvidenceRecords.Select(entry => new Finding(FindingCodes.EvidenceRecordUnsupported, VerdictStage.Time, VerdictResult.NotChecked, entry.Name)),
    ];

    private static Finding Timestamp(ZipEntry entry, AsicLayout layout, AsicObjects objects, IReadOnlyList<AsicManifestFile> manifests, ForeignContainerRequest request)
    {
        var token = objects.Named(entry.Name)!;
        if (token.Length > request.Limits.Bytes) return new Finding(FindingCodes.LimitExceeded, VerdictStage.Time, VerdictResult.Indeterminate, entry.Name);
        var named = manifests.Where(manifest => objects.Find(manifest.SignatureUri) == token).ToList();
        var covered = named is [var manifest] ? manifest.Entry : named.Count == 0 && layout.Data is [var data] && layout.Kind != AsicKind.Extended ? objects.Named(data.Name) : null;
        var finding = TimestampJudgement.Judge(token.Read(), TimestampKind.File, entry.Name, digest => Imprint(covered, digest), request.Question).Finding;
        if (named is not [var list]) return finding;

        // The token is over the list; whether the entries are those of the list is another question.
        List<Finding> listed = [.. AsicManifestCheck.Compare(list, objects, request.Question.Policy, request.Question.At).Select(item => item.Finding).Where(item => item.Result != VerdictResult.Passed)];
        if (listed.Count == 0) return finding;
        var result = listed.Exists(item => item.Result == VerdictResult.Failed) ? VerdictResult.Failed : VerdictResult.Indeterminate;
        return finding.Result == VerdictResult.Failed || (finding.Result == VerdictResult.Indeterminate && result == VerdictResult.Indeterminate)
            ? finding with { Children = [.. finding.Children, .. listed] }
            : finding with
            {
                Code = result == VerdictResult.Failed ? FindingCodes.TimestampWrong : FindingCodes.TimestampUncertain,
                Result = result,
                Children = [.. finding.Children, .. listed],
            };
    }

    private static (byte[]? Digest, string? Why) Imprint(OutsideObject? covered, DigestAlgorithm digest) =>
        covered is null ? (null, "no manifest names it") : (covered.Digest(digest), null);
}

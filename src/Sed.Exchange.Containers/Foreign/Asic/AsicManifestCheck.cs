using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>Compares the entries of a container with what a manifest lists.</summary>
internal static class AsicManifestCheck
{
    /// <summary>One result for each entry listed; the entry is null when it is not there.</summary>
    /// <param name="manifest">The list.</param>
    /// <param name="objects">What is there.</param>
    /// <param name="policy">Which digests are good enough.</param>
    /// <param name="at">When the list is proven to exist.</param>
    public static IReadOnlyList<(OutsideObject? Entry, Finding Finding, string? SubIndication)> Compare(
        AsicManifestFile manifest, AsicObjects objects, VerificationPolicy policy, DateTimeOffset at) =>
        [.. manifest.References.Select(reference => Compare(reference, objects, policy, at))];

    private static (OutsideObject? Entry, Finding Finding, string? SubIndication) Compare(AsicManifestEntry reference, AsicObjects objects, VerificationPolicy policy, DateTimeOffset at)
    {
        var name = reference.Uri.Length > 100 ? reference.Uri[..100] + "…" : reference.Uri;
        if (objects.Find(reference.Uri) is not { } entry)
            return (null, new Finding(FindingCodes.CoveredAbsent, VerdictStage.Coverage, VerdictResult.Failed, name), SubIndications.SignedDataNotFound);
        if (XmlAlgorithms.FindDigest(reference.DigestMethod) is not { } digest)
            return (entry, new Finding(FindingCodes.AlgorithmUnsupported, VerdictStage.Digest, VerdictResult.Indeterminate, reference.DigestMethod), SubIndications.Generic);
        if (!entry.Digest(digest).AsSpan().SequenceEqual(reference.DigestValue))
            return (entry, new Finding(FindingCodes.DigestMismatch, VerdictStage.Digest, VerdictResult.Failed, name), SubIndications.HashFailure);
        var standing = AlgorithmStanding.Of(policy, digest, at);
        return standing.IsGoodEnough
            ? (entry, new Finding(FindingCodes.DigestsRight, VerdictStage.Digest, VerdictResult.Passed, name) { Children = standing.State == AlgorithmState.Deprecated ? [standing.ToFinding()] : [] }, null)
            : (entry, standing.ToFinding(), standing.SubIndication);
    }
}

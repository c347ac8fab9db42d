using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The stages of path and revocation in the verdict about one signature of somebody else.</summary>
internal static class PathFindings
{
    // What is fetched is made after the question was, by a clock of its own.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly (Finding Finding, string? SubIndication) RevocationNotChecked =
        (new Finding(FindingCodes.RevocationNotChecked, VerdictStage.Revocation, VerdictResult.NotChecked), null);

    /// <summary>
    /// Findings of stages Path and Revocation, and of stage Policy for the algorithms of the path; each with its sub-indication, null when it passed.
    /// </summary>
    /// <param name="question">What is asked.</param>
    /// <param name="signer">The signer's certificate, or null when there is none.</param>
    /// <param name="others">Certificates that came in the signature.</param>
    /// <param name="at">The time at which the path must be valid: of judging, or an earlier one that is proven.</param>
    /// <param name="embedded">Lists and answers that came in the signature.</param>
    public static IEnumerable<(Finding Finding, string? SubIndication)> Of(
        PathQuestion question, Certificate? signer, IEnumerable<Certificate> others, DateTimeOffset at, RevocationMaterial embedded)
    {
        if (!question.IsAsked) return [(new Finding(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked), null), RevocationNotChecked];
        // A bare key leads nowhere, however right what it signed.
        if ((question.Anchors is null && question.Accredited is null) || signer is null)
            return [(new Finding(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate), SubIndications.NoCertificateChainFound), RevocationNotChecked];
        var material = question.Revocation.With(embedded);

        var known = others.ToList();
        var path = MissingIssuers.Complete(question, Find(question, signer, known, at, material), known, () => Find(question, signer, known, at, material));
        if (question.Fetch is { } fetch && question.PathPolicy.Revocation != RevocationDemand.Off && IsOpen(path))
        {
            material = material.With(fetch(path.Certificates));
            path = Find(question, signer, known, at, material);
        }

        question.OnPath?.Invoke(path, material);
        var told = path.Findings.Select(finding => (finding, finding.Stage == VerdictStage.Policy ? SubIndications.CryptoConstraintsFailureNoPoe : path.SubIndication));
        if (AccreditationCheck.Judge(question, path) is { } accreditation) told = told.Append((accreditation, SubIndications.ChainConstraintsFailure));
        return path.Findings.Any(finding => finding.Stage == VerdictStage.Revocation) ? told : told.Append(RevocationNotChecked);
    }

    // Valid, but for what is not known of revocation.
    private static bool IsOpen(CertificatePath path) =>
        path.Findings.Any(finding => finding.Code == FindingCodes.PathRight)
        && !path.Findings.Any(finding => finding.Code is FindingCodes.RevocationGood or FindingCodes.Revoked);

    private static CertificatePath Find(PathQuestion question, Certificate signer, IEnumerable<Certificate> others, DateTimeOffset at, RevocationMaterial material)
    {
        // With nothing at hand there is nothing to be known, and nothing to be looked for.
        var isIdle = material.IsEmpty && question.PathPolicy.Revocation == RevocationDemand.WhereKnown;
        return CertificatePath.Build(signer, new PathRequest
        {
            Anchors = question.AnchorsFor(others.Prepend(signer)),
            At = at,
            AskedAt = question.AskedAt ?? question.At,
            Skew = Skew,
            Candidates = [.. others.Concat(question.Certificates).Concat(material.Answers.SelectMany(answer => answer.Certificates))],
            PathPolicy = isIdle ? question.PathPolicy with { Revocation = RevocationDemand.Off } : question.PathPolicy,
            Policy = question.Policy,
            Revocation = material,
        });
    }
}

using System.Globalization;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
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
    /// <param name="moment">The times it is judged by.</param>
    /// <param name="embedded">Lists and answers that came in the signature.</param>
    public static IEnumerable<(Finding Finding, string? SubIndication)> Of(
        PathQuestion question, Certificate? signer, IEnumerable<Certificate> others, PathMoment moment, RevocationMaterial embedded)
    {
        if (!question.IsAsked) return [(new Finding(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked), null), RevocationNotChecked];
        // A bare key leads nowhere, however right what it signed.
        if ((question.Anchors is null && question.Accredited is null) || signer is null)
            return [(new Finding(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate), SubIndications.NoCertificateChainFound), RevocationNotChecked];
        var material = question.Revocation.With(embedded);

        var known = others.ToList();
        var path = MissingIssuers.Complete(question, Find(question, signer, known, moment, material), known, () => Find(question, signer, known, moment, material));
        if (question.Fetch is { } fetch && question.PathPolicy.Revocation != RevocationDemand.Off && IsOpen(path))
        {
            material = material.With(fetch(path.Certificates));
            path = Find(question, signer, known, moment, material);
        }

        question.OnPath?.Invoke(path, material);
        List<(Finding Finding, string? SubIndication)> told = [.. path.Findings.Select(finding => Weigh(finding, path, moment))];
        if (moment.StillAt is { } still && Outlived(path, still) is { } outlived) told.Add((outlived, SubIndications.OutOfBoundsNoPoe));
        if (AccreditationCheck.Judge(question, path) is { } accreditation) told.Add((accreditation, SubIndications.ChainConstraintsFailure));
        if (!told.Exists(step => step.Finding.Stage == VerdictStage.Revocation)) told.Add(RevocationNotChecked);
        return told;
    }

    // Without proof of an earlier time a certificate that has ended or was revoked proves nothing against a signature that may be older
    // (EN 319 102-1 sections 5.2.6 and 5.6); with a time at which it was made, or was not yet made, it does.
    private static (Finding Finding, string? SubIndication) Weigh(Finding finding, CertificatePath path, PathMoment moment)
    {
        if (finding.Stage == VerdictStage.Policy) return (finding, finding.Result == VerdictResult.Passed ? null : SubIndications.CryptoConstraintsFailureNoPoe);
        switch (finding.Code)
        {
            case FindingCodes.CertificateNotYetValid when path.Certificates[0].NotBefore > moment.At:
                return (finding, SubIndications.NotYetValid);
            case FindingCodes.CertificateNotYetValid:
                // An authority's certificate that was issued anew says nothing about the signer; the older one is absent.
                return (finding with { Result = VerdictResult.Indeterminate }, SubIndications.CertificateChainGeneralFailure);
            case FindingCodes.CertificateExpired when moment.IsToken || moment.MadeAfter > path.Certificates.Min(certificate => certificate.NotAfter):
                return (finding, SubIndications.Expired);
            case FindingCodes.CertificateExpired:
                return (finding with { Result = VerdictResult.Indeterminate }, SubIndications.OutOfBoundsNoPoe);
            case FindingCodes.Revoked when !moment.IsProven:
                var noProof = path.SubIndication == SubIndications.Revoked ? SubIndications.RevokedNoPoe : SubIndications.RevokedCaNoPoe;
                return (finding with { Result = VerdictResult.Indeterminate }, noProof);
            default:
                return (finding, path.SubIndication);
        }
    }

    // Valid, but for what is not known of revocation.
    private static bool IsOpen(CertificatePath path) =>
        path.Findings.Any(finding => finding.Code == FindingCodes.PathRight)
        && !path.Findings.Any(finding => finding.Code is FindingCodes.RevocationGood or FindingCodes.Revoked);

    private static Finding? Outlived(CertificatePath path, DateTimeOffset still)
    {
        if (path.Result != VerdictResult.Passed || path.Certificates.MinBy(certificate => certificate.NotAfter) is not { } first || still <= first.NotAfter) return null;
        var until = first.NotAfter.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Finding(PolicyCodes.TokenOutlived, VerdictStage.Path, VerdictResult.Indeterminate, $"{until}: {first.Subject}");
    }

    private static CertificatePath Find(PathQuestion question, Certificate signer, IEnumerable<Certificate> others, PathMoment moment, RevocationMaterial material)
    {
        // With nothing at hand there is nothing to be known, and nothing to be looked for.
        var isIdle = material.IsEmpty && question.PathPolicy.Revocation == RevocationDemand.WhereKnown;
        var policy = isIdle ? question.PathPolicy with { Revocation = RevocationDemand.Off } : question.PathPolicy;
        return CertificatePath.Build(signer, new PathRequest
        {
            Anchors = question.AnchorsFor(others.Prepend(signer)),
            At = moment.At,
            AskedAt = question.AskedAt ?? question.At,
            AlgorithmsAt = moment.AlgorithmsAt,
            StillAt = moment.StillAt,
            Skew = Skew,
            Candidates = [.. others.Concat(question.Certificates).Concat(material.Answers.SelectMany(answer => answer.Certificates))],
            // Where nothing proves an earlier time, no list can be younger than what it is asked for.
            PathPolicy = moment is { IsProven: true, IsToken: false } ? policy : policy with { Grace = TimeSpan.Zero },
            Policy = question.Policy,
            Revocation = material,
        });
    }
}

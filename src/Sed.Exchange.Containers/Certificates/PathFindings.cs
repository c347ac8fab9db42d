using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The stage of the path in the verdict about one signature of somebody else.</summary>
internal static class PathFindings
{
    /// <summary>Findings of stage Path, and of stage Policy for the algorithms of the path; each with its sub-indication, null when it passed.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="signer">The signer's certificate, or null when there is none.</param>
    /// <param name="others">Certificates that came in the signature.</param>
    /// <param name="at">The time at which the path must be valid: of judging, or an earlier one that is proven.</param>
    public static IEnumerable<(Finding Finding, string? SubIndication)> Of(PathQuestion question, Certificate? signer, IEnumerable<Certificate> others, DateTimeOffset at)
    {
        if (!question.IsAsked) return [(new Finding(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked), null)];
        // A bare key leads nowhere, however right what it signed.
        if (question.Anchors is null || signer is null)
            return [(new Finding(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate), SubIndications.NoCertificateChainFound)];
        var path = CertificatePath.Build(signer, others.Concat(question.Certificates), question.Anchors, at);
        return path.Findings.Select(finding => (finding, finding.Stage == VerdictStage.Policy ? SubIndications.CryptoConstraintsFailureNoPoe : path.SubIndication));
    }
}

using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-cms</c>: CMS and CAdES, attached or with the signed file beside.</summary>
internal sealed class VerifyCms : VectorOperation
{
    public override string Name => "verify-cms";

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var content = row.DetachedContent.Count == 0 ? null : folder.Open(row.DetachedContent[0]);
        var signatures = DocumentSignature.Verify(content, folder.Read(row.File), row.File, row.File, TrustOf.Row(folder, row), row.AtTime ?? now);

        // A row without anchors is about the cryptography: that no trust was given is then no finding.
        var findings = signatures.SelectMany(signature => signature.Findings).Where(finding => row.Trust.Count > 0 || finding.Stage != VerdictStage.Path).ToList();
        var results = signatures.Select(signature => Worst(signature.Findings.Where(findings.Contains))).ToList();
        return SignatureAnswer.Of(
            results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : results.Contains(VerdictResult.Indeterminate) || results.Count == 0 ? VerdictResult.Indeterminate
            : VerdictResult.Passed,
            findings);
    }

    private static VerdictResult Worst(IEnumerable<Finding> findings)
    {
        var results = findings.Select(finding => finding.Result).ToList();
        return results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : results.Contains(VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
            : VerdictResult.Passed;
    }
}

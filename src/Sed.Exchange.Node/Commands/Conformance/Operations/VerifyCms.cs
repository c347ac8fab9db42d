using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-cms</c>: CMS and CAdES, attached or with the signed file beside.</summary>
internal sealed class VerifyCms : VectorOperation
{
    public override string Name => "verify-cms";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row, SignatureConditions.Known);

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var content = row.DetachedContent.Count == 0 ? null : folder.Open(row.DetachedContent[0]);
        var signatures = DocumentSignature.Verify(content, folder.Read(row.File), row.File, row.File, SignatureConditions.Of(folder, row, now));
        var results = signatures.Select(signature => signature.Result).ToList();
        return SignatureAnswer.Of(
            results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : results.Contains(VerdictResult.Indeterminate) || signatures.All(signature => signature.IsCounter) ? VerdictResult.Indeterminate
            : VerdictResult.Passed,
            [.. signatures.SelectMany(signature => signature.Findings).Where(finding => finding.Stage != VerdictStage.Time)]);
    }
}

using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>A verdict as an answer.</summary>
internal static class SignatureAnswer
{
    private static readonly string[] AlgorithmCodes =
    [
        FindingCodes.AlgorithmUnsupported, FindingCodes.AlgorithmOutdated, FindingCodes.SuiteUnknown, FindingCodes.DtdRefused,
        FindingCodes.DigestsNotChecked, FindingCodes.ContainerKindUnsupported,
    ];

    /// <summary>The answer, with the findings that decided.</summary>
    public static VectorAnswer Of(VerdictResult result, IReadOnlyList<Finding> findings)
    {
        var kind = result switch
        {
            VerdictResult.Passed => VectorAnswerKind.Passed,
            VerdictResult.Failed => VectorAnswerKind.Failed,
            _ => VectorAnswerKind.Indeterminate,
        };
        var deciding = findings.Where(finding => finding.Result == result && result != VerdictResult.Passed).ToList();
        var cause = deciding.Exists(finding => AlgorithmCodes.Contains(finding.Code, StringComparer.Ordinal)) ? UndeterminedCause.Algorithm
            : deciding.Exists(finding => finding.Code is FindingCodes.PathNotFound or FindingCodes.PathLimit) ? UndeterminedCause.NoPath
            : deciding.Exists(finding => finding.Code is FindingCodes.RevocationUnknown) ? UndeterminedCause.NoRevocation
            : UndeterminedCause.Other;
        return new VectorAnswer(kind, string.Join(", ", deciding.Select(finding => finding.Seen is null ? finding.Code : $"{finding.Code} ({finding.Seen})").Distinct()), cause);
    }
}

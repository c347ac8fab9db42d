using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-path</c>: a certificate path at a time, under the row's conditions.</summary>
internal sealed class VerifyPath : VectorOperation
{
    public override string Name => "verify-path";

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        var given = row.File.Contains('#', StringComparison.Ordinal) ? PathMaterial.OfCase(folder, row.File) : PathMaterial.OfFiles(folder, row);
        if (given.Leaf is null) return new VectorAnswer(VectorAnswerKind.Failed, "no certificate");
        var conditions = PathConditions.Read(row);
        var path = CertificatePath.Build(given.Leaf, new PathRequest
        {
            Anchors = new TrustAnchors(given.Anchors, []),
            At = row.AtTime ?? now,
            Candidates = given.Others,
            PathPolicy = conditions.Policy,
            Revocation = given.Revocation,
        });

        // An outdated algorithm makes the verdict above a path indeterminate.
        var result = path.Result == VerdictResult.Passed && path.Findings.Any(finding => finding.Result == VerdictResult.Indeterminate) ? VerdictResult.Indeterminate : path.Result;
        var answer = SignatureAnswer.Of(result, path.Findings);

        // A condition that is not understood can only make a path worse: what fails without it is answered, what would pass is not.
        return answer.Kind == VectorAnswerKind.Passed && conditions.NotUnderstood is { } condition ? VectorAnswer.NotSupported(condition) : answer;
    }
}

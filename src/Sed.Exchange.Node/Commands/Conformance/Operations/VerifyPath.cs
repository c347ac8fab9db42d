using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-path</c>: a certificate path at a time, under the row's conditions.</summary>
internal sealed class VerifyPath : VectorOperation
{
    public override string Name => "verify-path";

    public override string? NotUnderstood(VectorRow row) => PathConditions.Read(row).NotUnderstood;

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        var given = PathMaterial.Of(folder, row);
        if (given.Leaf is null) return new VectorAnswer(VectorAnswerKind.Failed, "no certificate");
        var conditions = PathConditions.Read(row);
        var path = CertificatePath.Build(given.Leaf, new PathRequest
        {
            Anchors = new TrustAnchors(given.Anchors, []),
            At = row.AtTime ?? now,
            Policy = folder.Policy,
            Candidates = given.Others,
            PathPolicy = conditions.Policy,
            Revocation = given.Revocation,
        });

        // An outdated algorithm makes the verdict above a path indeterminate.
        var result = path.Result == VerdictResult.Passed && path.Findings.Any(finding => finding.Result == VerdictResult.Indeterminate) ? VerdictResult.Indeterminate : path.Result;
        return SignatureAnswer.Of(result, path.Findings);
    }
}

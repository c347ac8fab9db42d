using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

/// <summary>CMS of other implementations, each with the verdict that its owner and an independent verifier give.</summary>
public class DocumentVectorTests
{
    [SharedTheory]
    [InlineData("cms-gost")]
    [InlineData("cades")]
    public void Every_vector_gets_its_verdict(string folder)
    {
        var wrong = new List<string>();
        foreach (var row in SharedVerdicts.Read("vectors", folder))
        {
            var verdicts = Judge(folder, row);
            var results = verdicts.Select(verdict => ResultOf(verdict, row["policy"])).ToList();
            var right = row["expected"] switch
            {
                "passed" => results.TrueForAll(result => result == VerdictResult.Passed),
                "failed" => results.TrueForAll(result => result == VerdictResult.Failed),
                "indeterminate" => results.TrueForAll(result => result == VerdictResult.Indeterminate),
                _ => results.TrueForAll(result => result is VerdictResult.Passed or VerdictResult.Indeterminate),
            };
            if (!right) wrong.Add($"{row["file"]}: expected {row["expected"]} ({row["reason"]}), got {string.Join("; ", verdicts.Select(Describe))}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // A row without path evaluation is about the cryptography: the path's findings, ours for want of anchors, do not count.
    private static VerdictResult ResultOf(SignatureVerdict verdict, string policy)
    {
        if (!policy.Contains("path=not-evaluated", StringComparison.Ordinal)) return verdict.Result;
        var results = verdict.Findings.Where(finding => finding.Stage != VerdictStage.Path).Select(finding => finding.Result).ToList();
        return results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : results.Contains(VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
            : VerdictResult.Passed;
    }

    private static IReadOnlyList<SignatureVerdict> Judge(string folder, IReadOnlyDictionary<string, string> row)
    {
        var signature = SharedFolder.Read("vectors", folder, row["file"]);
        var anchors = row["trust"].Length == 0 ? null
            : TrustAnchors.Merge(row["trust"].Split(';').Select(file => TrustAnchors.Read(SharedFolder.Read("vectors", folder, file))!));
        using var content = row["detached_content"].Length == 0 ? null : new MemoryStream(SharedFolder.Read("vectors", folder, row["detached_content"]));
        return DocumentSignature.Verify(content, signature, "s", "f", anchors, Authorities.Noon);
    }

    private static string Describe(SignatureVerdict verdict) =>
        $"{verdict.Result} {verdict.SubIndication} [{string.Join(", ", verdict.Findings.Where(f => f.Result is VerdictResult.Failed or VerdictResult.Indeterminate).Select(f => f.Code + " " + f.Seen))}]";
}

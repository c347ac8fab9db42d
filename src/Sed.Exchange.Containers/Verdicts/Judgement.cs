using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>How findings about our own signed objects become verdicts.</summary>
internal static class Judgement
{
    /// <summary>Name of the policy that these rules are.</summary>
    public const string Policy = Verdict.StandardPolicy;

    /// <summary>
    /// Failed when anything that decides failed, else indeterminate when anything that decides is. Stages after the path inform about
    /// what was not done; a directory that expired, for one, raises an alarm and stops no mail.
    /// </summary>
    public static VerdictResult Of(IEnumerable<Finding> findings)
    {
        var result = VerdictResult.Passed;
        foreach (var finding in findings)
        {
            var decides = finding.Stage <= VerdictStage.Path || finding.Result == VerdictResult.Failed;
            if (!decides) continue;
            if (finding.Result == VerdictResult.Failed) return VerdictResult.Failed;
            if (finding.Result == VerdictResult.Indeterminate) result = VerdictResult.Indeterminate;
        }

        return result;
    }

    /// <summary>The verdict on one signature, its findings in the order of the stages.</summary>
    public static SignatureVerdict Signature(string id, ReadSignature read, IReadOnlyList<string> covers, IEnumerable<Finding> findings)
    {
        List<Finding> all = [.. read.Findings.Concat(findings).OrderBy(finding => finding.Stage)];
        var result = Of(all);
        return new SignatureVerdict(id, result, SubIndication(all, result), read.Suite?.Name, read.Format, read.Signer, covers, all);
    }

    /// <summary>What version 1 does not look at for its own objects, said instead of left out, and the suite that was used.</summary>
    public static IEnumerable<Finding> Remainder(Suite? suite, string timeWhy)
    {
        yield return new(FindingCodes.RevocationNotChecked, VerdictStage.Revocation, VerdictResult.NotChecked);
        yield return new(FindingCodes.TimeNotChecked, VerdictStage.Time, VerdictResult.NotChecked, timeWhy);
        if (suite is not null) yield return new(FindingCodes.SuiteUsed, VerdictStage.Policy, VerdictResult.Passed, suite.Name);
    }

    /// <summary>Sub-indication of ETSI EN 319 102-1 (table 5) for the first finding that decided, or null when passed.</summary>
    private static string? SubIndication(List<Finding> findings, VerdictResult result)
    {
        if (result == VerdictResult.Passed) return null;
        var first = findings.First(finding => finding.Result == result);
        return first.Code switch
        {
            FindingCodes.SignerMissing => "NO_SIGNING_CERTIFICATE_FOUND",
            FindingCodes.PinNotValidThen => "OUT_OF_BOUNDS_NOT_REVOKED",
            FindingCodes.CoveredAbsent => "SIGNED_DATA_NOT_FOUND",
            _ => first.Stage switch
            {
                VerdictStage.Format or VerdictStage.Coverage => "FORMAT_FAILURE",
                VerdictStage.Digest => "HASH_FAILURE",
                VerdictStage.Signature => "SIG_CRYPTO_FAILURE",
                VerdictStage.Path => "NO_CERTIFICATE_CHAIN_FOUND",
                _ => "SIG_CONSTRAINTS_FAILURE",
            },
        };
    }
}

using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Policies;

/// <summary>The stage of policy in the verdict about one signature of somebody else: what its certificate is for, how good its algorithms are, and the period of its key.</summary>
internal static class SignaturePolicy
{
    private const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>Findings, each with its sub-indication; null when it passed or decides nothing.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="algorithm">How the value is signed.</param>
    /// <param name="key">By which key; null: none is known.</param>
    /// <param name="signer">The certificate of the key, or null.</param>
    /// <param name="moment">The times it is judged by.</param>
    /// <param name="digests">Further digests that it rests on.</param>
    public static IEnumerable<(Finding Finding, string? SubIndication)> Judge(
        PathQuestion question, SignatureAlgorithm algorithm, SubjectKey? key, Certificate? signer, PathMoment moment, IEnumerable<DigestAlgorithm> digests)
    {
        if (signer?.KeyUsage is { } usage && (usage & Signing) == 0)
        {
            var result = question.IsAsked ? VerdictResult.Failed : VerdictResult.NotChecked;
            yield return (new Finding(FindingCodes.KeyNotForSigning, VerdictStage.Policy, result, usage.ToString()), SubIndications.ChainConstraintsFailure);
        }

        if (signer is not null && question.IsAsked && KeyPeriod.Of(signer) is { } period && !period.Covers(moment.At))
        {
            var result = question.Policy.CountsKeyPeriod ? VerdictResult.Indeterminate : VerdictResult.NotChecked;
            yield return (new Finding(PolicyCodes.KeyPeriodOver, VerdictStage.Policy, result, $"{Text(period.From)} – {Text(period.To)}"), SubIndications.OutOfBoundsNoPoe);
        }

        var standing = AlgorithmStanding.Of(question.Policy, algorithm, key, moment.AlgorithmsAt, digests);
        yield return (standing.ToFinding(), standing.SubIndication);
    }

    private static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "…";
}

using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Policies;

/// <summary>What a policy says of the algorithms of one signature for the time at which it is proven to exist: that of its weakest part.</summary>
/// <param name="State">How good they are.</param>
/// <param name="Seen">The algorithm; where it is not simply good enough, the part, its rule and the time used.</param>
internal sealed record AlgorithmStanding(AlgorithmState State, string Seen)
{
    /// <summary>True: nothing stands against the signature.</summary>
    public bool IsGoodEnough => State is AlgorithmState.Acceptable or AlgorithmState.Deprecated;

    /// <summary>ETSI EN 319 102-1, or null.</summary>
    public string? SubIndication => State switch
    {
        AlgorithmState.Outdated => SubIndications.CryptoConstraintsFailureNoPoe,
        AlgorithmState.Never => SubIndications.CryptoConstraintsFailure,
        _ => null,
    };

    /// <summary>Judges the algorithms of a signature.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="algorithm">How it is signed.</param>
    /// <param name="key">By which key; null: none is known.</param>
    /// <param name="at">When the signature is proven to exist.</param>
    /// <param name="more">Further digests that it rests on.</param>
    public static AlgorithmStanding Of(VerificationPolicy policy, SignatureAlgorithm algorithm, SubjectKey? key, DateTimeOffset at, params IEnumerable<DigestAlgorithm> more)
    {
        IEnumerable<DigestAlgorithm> digests = [algorithm.Digest, .. algorithm.Pss is { } pss ? [pss.Mask] : Array.Empty<DigestAlgorithm>(), .. more];
        var strength = key is null ? null : KeyStrength.Of(key);
        return Worst(
            algorithm.Name,
            policy,
            at,
            [.. digests.Select(digest => (digest.Name, policy.FindDigest(digest.Name))), .. strength is null ? [] : Part(policy, strength)]);
    }

    /// <summary>The same of a digest alone.</summary>
    public static AlgorithmStanding Of(VerificationPolicy policy, DigestAlgorithm digest, DateTimeOffset at) =>
        Worst(digest.Name, policy, at, [(digest.Name, policy.FindDigest(digest.Name))]);

    /// <summary>As a finding.</summary>
    /// <param name="whose">What it is about, when not about the signature itself.</param>
    public Finding ToFinding(string? whose = null)
    {
        var seen = whose is null ? Seen : $"{Seen}: {whose}";
        return State switch
        {
            AlgorithmState.Acceptable => new Finding(FindingCodes.AlgorithmAcceptable, VerdictStage.Policy, VerdictResult.Passed, seen),
            AlgorithmState.Deprecated => new Finding(PolicyCodes.AlgorithmDeprecated, VerdictStage.Policy, VerdictResult.Passed, seen),
            _ => new Finding(FindingCodes.AlgorithmOutdated, VerdictStage.Policy, VerdictResult.Indeterminate, seen),
        };
    }

    private static (string Name, AlgorithmRule? Rule)[] Part(VerificationPolicy policy, KeyStrength strength) =>
        [($"{strength.Kind} of {strength.Bits} bits", policy.FindKey(strength.Kind, strength.Bits))];

    private static AlgorithmStanding Worst(string name, VerificationPolicy policy, DateTimeOffset at, IEnumerable<(string Name, AlgorithmRule? Rule)> parts)
    {
        var (part, rule, state) = parts.Select(part => (part.Name, part.Rule, State: StateOf(policy, part.Rule, at))).MaxBy(part => part.State);
        return state == AlgorithmState.Acceptable
            ? new AlgorithmStanding(state, name)
            : new AlgorithmStanding(state, $"{name}: {part} {Said(rule)} by {policy.Id}, used for {Text(at)}");
    }

    private static AlgorithmState StateOf(VerificationPolicy policy, AlgorithmRule? rule, DateTimeOffset at) =>
        rule is null ? AlgorithmState.Never
        : !rule.Covers(at) ? AlgorithmState.Outdated
        : rule.Until <= policy.Issued ? AlgorithmState.Deprecated
        : AlgorithmState.Acceptable;

    private static string Said(AlgorithmRule? rule) => rule switch
    {
        null => "never accepted",
        { From: { } from, Until: { } until } => $"accepted from {Text(from)} until {Text(until)}",
        { From: { } from } => $"accepted from {Text(from)}",
        _ => $"accepted until {Text(rule.Until!.Value)}",
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

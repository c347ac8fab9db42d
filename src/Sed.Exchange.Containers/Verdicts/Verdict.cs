namespace Sed.Exchange.Containers.Verdicts;

/// <summary>The outcome of verification: a tree of findings, each with code, what was seen, meaning, remedy.</summary>
/// <param name="Type">What was judged.</param>
/// <param name="Result">Passed, failed or indeterminate: of what decides (format, coverage, seal), not of officials' signatures.</param>
/// <param name="At">When the judgement was made.</param>
/// <param name="TimeUsed">The time at which validity was judged.</param>
/// <param name="TimeWhy">Why that time: <c>sentAt of the envelope</c>, <c>issuedAt of the receipt</c>, or one of <see cref="Timestamps.TimeReasons"/>.</param>
/// <param name="Policy">Name and version of the policy for signatures of others; of our own objects alone, name of the rules that their format is.</param>
/// <param name="Signatures">One verdict per signature.</param>
/// <param name="Findings">Findings about the object as a whole.</param>
public sealed record Verdict(
    VerdictType Type,
    VerdictResult Result,
    DateTimeOffset At,
    DateTimeOffset TimeUsed,
    string TimeWhy,
    string Policy,
    IReadOnlyList<SignatureVerdict> Signatures,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Name of the rules for our own objects, where no policy for signatures of others comes in.</summary>
    public const string StandardPolicy = "sed-exchange-1";

    /// <summary>Every finding of the tree, depth first.</summary>
    public IEnumerable<Finding> AllFindings() =>
        Findings.Concat(Signatures.SelectMany(signature => signature.Findings)).SelectMany(Flatten);

    /// <summary>The same without evidence of time, which decides no verdict by itself: time-stamps, with what was found about each.</summary>
    public IEnumerable<Finding> DecidingFindings() => Findings.Concat(Signatures.SelectMany(signature => signature.Findings))
        .Where(finding => finding.Stage != VerdictStage.Time)
        .SelectMany(Flatten);

    /// <summary>The first finding that failed, or null: the cause to name to people.</summary>
    public Finding? FirstFailure => DecidingFindings().FirstOrDefault(finding => finding.Result == VerdictResult.Failed);

    private static IEnumerable<Finding> Flatten(Finding finding) => finding.Children.SelectMany(Flatten).Prepend(finding);
}

using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// The time for which a signature is judged (63-ФЗ article 11, 2; EN 319 102-1 section 5.6): the earliest that a time-stamp token over it proves, else what a receipt of
/// another organisation's node does, else the time of judging. A claimed time is never used.
/// </summary>
/// <param name="Moment">The times for its path.</param>
/// <param name="Why">A member of <see cref="TimeReasons"/>.</param>
/// <param name="Finding">Of stage Time, with every time-stamp below it.</param>
internal sealed record ProvenTime(PathMoment Moment, string Why, Finding Finding)
{
    /// <summary>Finds the time.</summary>
    /// <param name="timestamps">What was found.</param>
    /// <param name="question">What is asked; a proof of a later time than that of judging proves nothing for it.</param>
    /// <param name="claimed">What the signer claims, for the reader; never used.</param>
    public static ProvenTime Of(IReadOnlyList<TimestampOutcome> timestamps, PathQuestion question, string? claimed)
    {
        List<Finding> children = [.. timestamps.Select(timestamp => timestamp.Finding)];

        // Whoever is asked for no path trusts no authority of time either: what its tokens say is shown below and used for nothing.
        if (!question.IsAsked) return Unproven(question, claimed, children);
        var madeAfter = timestamps.Where(timestamp => timestamp is { Kind: TimestampKind.Content, IsRight: true }).Max(timestamp => timestamp.Time);
        var stamped = timestamps.Where(timestamp => timestamp.ProvesSignature && timestamp.Time <= question.At).Min(timestamp => timestamp.Time);
        var proven = stamped is { } time ? Proven(time, TimeReasons.Timestamp, children)
            : question.Evidence is { } evidence && evidence.Time <= question.At ? Proven(evidence.Time, evidence.Why, children)
            : Unproven(question, claimed, children);
        return proven with { Moment = proven.Moment with { MadeAfter = madeAfter } };
    }

    private static ProvenTime Proven(DateTimeOffset time, string why, List<Finding> children)
    {
        var text = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new ProvenTime(new PathMoment(time, IsProven: true), why, new Finding(FindingCodes.TimeProven, VerdictStage.Time, VerdictResult.Passed, $"{text}, {why}") { Children = children });
    }

    private static ProvenTime Unproven(PathQuestion question, string? claimed, List<Finding> children) => new(
        new PathMoment(question.At, IsProven: false),
        question.AtWhy,
        new Finding(FindingCodes.TimeNotChecked, VerdictStage.Time, VerdictResult.NotChecked, claimed) { Children = children });
}

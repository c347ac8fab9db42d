using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>The time for which a signature is judged: the earliest that evidence proves, else the time of judging (EN 319 102-1 section 5.6).</summary>
internal static class ProvenTime
{
    /// <summary>The time, and the finding of stage Time with every time-stamp below it.</summary>
    /// <param name="timestamps">What was found.</param>
    /// <param name="question">What is asked; a time-stamp of a later time than that of judging proves nothing for it.</param>
    /// <param name="claimed">What the signer claims, for the reader; never used.</param>
    public static (DateTimeOffset At, Finding Finding) Of(IReadOnlyList<TimestampOutcome> timestamps, PathQuestion question, string? claimed)
    {
        List<Finding> children = [.. timestamps.Select(timestamp => timestamp.Finding)];
        var proven = timestamps.Where(timestamp => timestamp.ProvesSignature && timestamp.Time <= question.At).Min(timestamp => timestamp.Time);

        // Whoever is asked for no path trusts no authority of time either: what its tokens say is shown below and used for nothing.
        if (proven is not { } time || !question.IsAsked)
            return (question.At, new Finding(FindingCodes.TimeNotChecked, VerdictStage.Time, VerdictResult.NotChecked, claimed) { Children = children });
        var seen = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return (time, new Finding(FindingCodes.TimeProven, VerdictStage.Time, VerdictResult.Passed, seen) { Children = children });
    }
}

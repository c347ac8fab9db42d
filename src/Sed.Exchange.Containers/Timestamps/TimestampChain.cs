namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// Judges the time-stamps of one signature, the latest first: a later one that holds and covers an earlier one proves that the earlier one existed by then, so that its
/// authority's certificate may have ended since (EN 319 102-1 section 5.6.2.3). Nothing else proves it before now.
/// </summary>
internal static class TimestampChain
{
    /// <summary>Judges them all; the outcomes are in the order given.</summary>
    /// <param name="stamps">What each is over, and the time it says; null: it cannot be read.</param>
    /// <param name="now">When it is judged.</param>
    /// <param name="covers">True: the first, when right, covers the second.</param>
    /// <param name="judge">Judges one that is proven to exist at a time.</param>
    public static IReadOnlyList<TimestampOutcome> Judge(
        IReadOnlyList<(TimestampKind Kind, DateTimeOffset? Time)> stamps, DateTimeOffset now, Func<int, int, bool> covers, Func<int, DateTimeOffset, TimestampOutcome> judge)
    {
        var outcomes = new TimestampOutcome[stamps.Count];
        var right = new List<(int Index, DateTimeOffset Time)>();
        DateTimeOffset? signed = null;

        // What stands among what is signed is proven with the signature: after everything that proves that.
        var order = Enumerable.Range(0, stamps.Count)
            .OrderBy(index => stamps[index].Kind == TimestampKind.Content)
            .ThenByDescending(index => stamps[index].Time ?? DateTimeOffset.MinValue);
        foreach (var index in order)
        {
            var (kind, time) = stamps[index];
            List<DateTimeOffset> proofs = [now, .. right.Where(later => later.Time > time && covers(later.Index, index)).Select(later => later.Time)];
            if (kind == TimestampKind.Content && signed > time) proofs.Add(signed.Value);
            outcomes[index] = judge(index, proofs.Min());
            if (outcomes[index] is { IsRight: true, Time: { } own }) right.Add((index, own));
            if (outcomes[index] is { ProvesSignature: true, Time: { } proven } && !(proven > signed)) signed = proven;
        }

        return outcomes;
    }
}

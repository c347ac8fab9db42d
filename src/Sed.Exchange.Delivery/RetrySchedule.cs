namespace Sed.Exchange.Delivery;

/// <summary>
/// When to try again between attempts: exponential with jitter, persisted, until deliverBy. Retries inside one attempt are
/// <see cref="Dispatch.PeerLane"/>'s.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>The next attempt after <paramref name="attempts"/> failed ones; not sooner than the peer asked for, whose wish counts up to the longest pause of sending.</summary>
    /// <param name="parts">Options, clock and chance.</param>
    /// <param name="attempts">How many failed.</param>
    /// <param name="retryAfter">What the peer asked for, or null.</param>
    /// <param name="longest">The longest pause; null: that of sending.</param>
    public static DateTimeOffset Next(GatewayParts parts, int attempts, TimeSpan? retryAfter, TimeSpan? longest = null)
    {
        var pause = Pause(parts, attempts, longest ?? parts.Options.LongestPause);
        if (retryAfter is { } asked) pause = TimeSpan.FromSeconds(Math.Max(pause.TotalSeconds, Math.Min(asked.TotalSeconds, parts.Options.LongestPause.TotalSeconds)));
        return parts.Time.GetUtcNow() + pause;
    }

    /// <summary>What a row remembers of the attempt that failed; the same text means the same failure.</summary>
    public static string Error(string code, string? detail) => detail is null ? code : $"{code}: {detail}";

    /// <summary>How long to wait after <paramref name="attempts"/> failed ones, at most <paramref name="longest"/>.</summary>
    public static TimeSpan Pause(GatewayParts parts, int attempts, TimeSpan longest)
    {
        var doubled = parts.Options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20));
        var pause = Math.Min(doubled, longest.TotalSeconds);

        // Half fixed, half random: peers that fail together do not come back together.
        return TimeSpan.FromSeconds((pause / 2) + (pause / 2 * parts.Entropy.NextFraction()));
    }

    /// <summary>
    /// After a rejection that the same request will meet again: slowly, because directories and limits change, and ever more slowly, because a person must change
    /// them and the whole container goes each time.
    /// </summary>
    public static DateTimeOffset AfterRejection(GatewayParts parts, int attempts) =>
        parts.Time.GetUtcNow() + (parts.Options.LongestPause * Math.Clamp(attempts / 6.0, 1, 6) * (0.5 + (0.5 * parts.Entropy.NextFraction())));
}

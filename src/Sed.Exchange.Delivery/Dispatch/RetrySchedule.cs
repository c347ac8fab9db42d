namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// When to try again between attempts: exponential with jitter, persisted, until deliverBy. Retries inside one attempt are
/// <see cref="PeerLane"/>'s.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>The next attempt after <paramref name="attempts"/> failed ones; never sooner than the peer asked for.</summary>
    /// <param name="parts">Options, clock and chance.</param>
    /// <param name="attempts">How many failed.</param>
    /// <param name="retryAfter">What the peer asked for, or null.</param>
    /// <param name="longest">The longest pause; null: that of sending.</param>
    public static DateTimeOffset Next(GatewayParts parts, int attempts, TimeSpan? retryAfter, TimeSpan? longest = null)
    {
        var options = parts.Options;
        var doubled = options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20));
        var pause = Math.Min(doubled, (longest ?? options.LongestPause).TotalSeconds);

        // Half fixed, half random: peers that fail together do not come back together.
        pause = (pause / 2) + (pause / 2 * parts.Entropy.NextFraction());
        if (retryAfter is { } asked) pause = Math.Max(pause, Math.Min(asked.TotalSeconds, options.LongestPause.TotalSeconds));
        return parts.Time.GetUtcNow() + TimeSpan.FromSeconds(pause);
    }

    /// <summary>After a rejection that the same request will meet again: slowly, because directories and limits change.</summary>
    public static DateTimeOffset AfterRejection(GatewayParts parts) =>
        parts.Time.GetUtcNow() + (parts.Options.LongestPause * (0.5 + (0.5 * parts.Entropy.NextFraction())));
}

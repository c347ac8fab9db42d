namespace Sed.Exchange.Containers.Certificates;

/// <summary>The times that the path of one signature is judged by.</summary>
/// <param name="At">When its certificates must be valid: the proven time, else that of judging.</param>
/// <param name="IsProven">True: evidence proves that the signature existed at <paramref name="At"/>.</param>
internal sealed record PathMoment(DateTimeOffset At, bool IsProven)
{
    /// <summary>Not before this time the signature was made: a time-stamp over what it signs says so. Null: that is not known.</summary>
    public DateTimeOffset? MadeAfter { get; init; }

    /// <summary>
    /// Of a time-stamp token, whose time is its own word: when it is next proven to exist. Its certificates must not have ended or lost their honour before, and its
    /// algorithms must be good enough then. Null: no token, or the policy takes its word.
    /// </summary>
    public DateTimeOffset? StillAt { get; init; }

    /// <summary>True: a time-stamp token. What it says of its time is when it was made, not only when it existed.</summary>
    public bool IsToken { get; init; }

    /// <summary>For which time algorithms must be good enough.</summary>
    public DateTimeOffset AlgorithmsAt => StillAt ?? At;
}

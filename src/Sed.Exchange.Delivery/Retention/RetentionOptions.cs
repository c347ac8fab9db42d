namespace Sed.Exchange.Delivery.Retention;

/// <summary>
/// How long things are kept. Lives of messages count from when the last of their deliveries here came to its end, and never from before deliverBy. Each
/// is at most as long as the one after it.
/// </summary>
public sealed record RetentionOptions
{
    /// <summary>The shortest life of octets: a peer that lost its disk asks for what was sent to it (DESIGN section 5).</summary>
    public static readonly TimeSpan ShortestContent = TimeSpan.FromDays(14);

    /// <summary>Containers' octets, and the tasks read from them.</summary>
    public TimeSpan Content { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Reports, leases, gathered evidence, subjects and references of messages; lines of the feed, each from its own time.</summary>
    public TimeSpan Metadata { get; init; } = TimeSpan.FromDays(3 * 365);

    /// <summary>The tombstone: keys, digest, states and receipts.</summary>
    public TimeSpan Evidence { get; init; } = TimeSpan.FromDays(3653);

    /// <summary>Octets of refused copies, each from its refusal.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How often the node looks for what has lived its time.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Messages in one commit: mail waits for it no longer than for a few of its own.</summary>
    public int MessagesAtOnce { get; init; } = 25;

    /// <summary>Deliveries in one commit, at which it ends before its messages are full: one letter may have a thousand.</summary>
    public int DeliveriesAtOnce { get; init; } = 100;

    /// <summary>The pause after each commit, for everybody else's.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);
}

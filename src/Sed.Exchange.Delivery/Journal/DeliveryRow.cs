using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// One container × one recipient in one lane. Keys: <see cref="DeliveryId"/>, and unique
/// (<see cref="Lane"/>, <see cref="Sender"/>, <see cref="MessageId"/>, <see cref="Recipient"/>): the dedupe key of promise 4.
/// </summary>
public sealed record DeliveryRow
{
    /// <summary>Id of this row, made here.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The lane.</summary>
    public required Lane Lane { get; init; }

    /// <summary>The message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender proven by the seal.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The recipient.</summary>
    public required Guid Recipient { get; init; }

    /// <summary>The container.</summary>
    public required DigestValue Container { get; init; }

    /// <summary>The state.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Since when in this state.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>When the row was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From the envelope.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>The node it came from; null at the origin.</summary>
    public string? PreviousHop { get; init; }

    /// <summary>The node it goes or went to; null in the in-lane.</summary>
    public string? NextHop { get; init; }

    /// <summary>Attempts that failed so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due, or the next question after proof once it is Sent or has ended without; null: none is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Code and detail of the last failed attempt, or null.</summary>
    public string? LastError { get; init; }

    /// <summary>In-lane: the current lease.</summary>
    public Guid? LeaseId { get; init; }

    /// <summary>In-lane: until when the lease holds.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>In-lane: true once a client may have seen the content (promise 3).</summary>
    public bool PerhapsSeen { get; init; }

    /// <summary>In-lane: true for a report whose document is not known here; it was handed over all the same (DESIGN 3.4).</summary>
    public bool Unmatched { get; init; }

    /// <summary>In-lane: how often it was leased.</summary>
    public int Leases { get; init; }

    /// <summary>In-lane: since when it is handed out last and alone, because it was leased so often and never settled; null: it is not.</summary>
    public DateTimeOffset? PoisonSince { get; init; }

    /// <summary>When somebody is to be told that it has stood still so long, unless it moves before; null: nothing is to be told (any more).</summary>
    public DateTimeOffset? WarnAt { get; init; }

    /// <summary>True when a peer has taken it over from here and nothing more has become of it, as far as is known.</summary>
    internal bool WasHandedTo(string peer) => State == DeliveryState.Sent && NextHop == peer;

    /// <summary>Grows with every update; an update on another version fails with <see cref="JournalConflictException"/>.</summary>
    public long Version { get; init; }
}

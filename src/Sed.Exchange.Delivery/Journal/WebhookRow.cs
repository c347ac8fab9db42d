using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A receiver of one organisation's feed, chosen by the administrator, and how far it has been told. The cursor only moves on with what the receiver
/// confirmed, whatever becomes of it in between. Key: <see cref="Id"/>.
/// </summary>
public sealed record WebhookRow
{
    /// <summary>Short id chosen by the administrator.</summary>
    public required string Id { get; init; }

    /// <summary>Whose feed.</summary>
    public required Guid Organisation { get; init; }

    /// <summary>Where it is told: <c>https</c>, or <c>http</c> for <see cref="Inner"/> ones.</summary>
    public required Uri Url { get; init; }

    /// <summary>True: the administrator allows an address of this machine or of a private network.</summary>
    public bool Inner { get; init; }

    /// <summary>By which the receiver knows that this node says it.</summary>
    public required WebhookSecret Secret { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Number of the last event that the receiver confirmed, or that it was not to hear of.</summary>
    public required long Cursor { get; init; }

    /// <summary>When it confirmed the last one; null: none yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Attempts in a row that failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due; null: as soon as there is something to tell.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Since when every attempt failed; null: the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Code and detail of the last failed attempt.</summary>
    public string? LastError { get; init; }

    /// <summary>When this node gave up telling it; null: it goes on. Enabled again it goes on after <see cref="Cursor"/>.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
}

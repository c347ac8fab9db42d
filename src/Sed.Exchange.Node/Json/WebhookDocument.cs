using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Json;

/// <summary>A receiver of a feed, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose feed.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Private">True: an address of this machine or of a private network is allowed.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="Cursor">Up to where it has confirmed: a cursor of the feed.</param>
/// <param name="ConfirmedAt">When it confirmed the last event.</param>
/// <param name="Attempts">Attempts in a row that failed.</param>
/// <param name="NextAttemptAt">When the next is due, after failures.</param>
/// <param name="FailingSince">Since when every attempt failed.</param>
/// <param name="LastError">Why the last one failed.</param>
/// <param name="DisabledAt">When the node gave it up.</param>
public sealed record WebhookDocument(
    string Id,
    Guid Organisation,
    string Url,
    bool Private,
    DateTimeOffset AddedAt,
    string Cursor,
    DateTimeOffset? ConfirmedAt,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? FailingSince,
    string? LastError,
    DateTimeOffset? DisabledAt)
{
    /// <summary>Writes one.</summary>
    public static WebhookDocument From(WebhookRow row, int epoch) => new(
        row.Id, row.Organisation, row.Url.AbsoluteUri, row.Inner, row.AddedAt, new FeedCursor(epoch, row.Cursor).ToString(), row.ConfirmedAt, row.Attempts,
        row.NextAttemptAt, row.FailingSince, row.LastError, row.DisabledAt);
}

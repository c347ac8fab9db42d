using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api;

/// <summary>The feed: everything that happened to a client's organisations, in commit order.</summary>
internal static class EventEndpoint
{
    private const int MaxItems = 1000;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events", ReadAsync)
            .WithTags("ask")
            .WithSummary("The feed after a cursor; without one, from its beginning")
            .WithDescription("Store next together with what you did about the items. 410 cursor-expired: the node was restored from a backup, or lines after the cursor have outlived retention.metadata; go on from restart.")
            .Produces<EventPage>()
            .Fails(400, 410, 503);

    private static async Task<IResult> ReadAsync(ApiClient client, IJournal journal, string? after, int? max, CancellationToken cancel)
    {
        if (max is < 1 or > MaxItems) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"max: 1 to {MaxItems}");
        var cursor = after is null ? null : FeedCursor.Parse(after);
        if (after is not null && cursor is null) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "after: <epoch>-<number>");

        var size = max ?? 100;
        var (epoch, removed, latest, rows) = await journal.ReadAsync(
            reader =>
            {
                // Without a cursor, from what is left; lines of a dispute that have outlived the others are behind it, and a cursor there would be an old one.
                var gone = reader.EventsRemovedUpTo();
                return (
                    reader.Epoch, gone, reader.LastEvent(),
                    reader.EventsAfter(cursor?.Number ?? gone, client.IsAdministrator ? null : client.Organisations, size));
            },
            cancel);
        if (cursor is { } given && given.Epoch != epoch)
        {
            // What the restored journal had forgotten may have been told under these very numbers: begin again.
            return new ProblemAnswer(HttpProblemCodes.CursorExpired, after) { Restart = new FeedCursor(epoch, removed).ToString() };
        }

        // Lines between the cursor and what is left are gone: whoever asks must know that he missed them. One behind the end is another life's or node's: what comes
        // under the numbers up to it would be passed over.
        if (cursor?.Number < removed || cursor?.Number > latest) return new ProblemAnswer(HttpProblemCodes.CursorExpired, after) { Restart = new FeedCursor(epoch, removed).ToString() };

        // A page that is not full has told everything there is, other organisations' lines passed over: these must not make the cursor look old when they go.
        var last = rows.Count == size ? rows[^1].Number : latest;
        return TypedResults.Json(new EventPage([.. rows.Select(EventDocument.From)], new FeedCursor(epoch, last).ToString()), DocumentJson.Compact);
    }
}

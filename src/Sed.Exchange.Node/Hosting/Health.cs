using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take mail now; the checks say what is wrong when not.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new { status = "live" }, DocumentJson.Compact))
            .On(Listener.Api | Listener.Console)
            .ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).On(Listener.Api | Listener.Console).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        IJournal journal, IBlobStore blobs, Gateway gateway, NodeIdentity identity, FailStop failStop, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancel)
    {
        var checks = new Dictionary<string, string>
        {
            ["process"] = failStop.HasTripped || lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : "ok",
            ["journal"] = await JournalAsync(journal, failStop, cancel),
            ["room"] = Room(blobs),
            ["blobs"] = await blobs.AnswersAsync(cancel) ? "ok" : "unreachable",
            ["keys"] = identity.Keys.All.Any(key => key.Fault is not null) ? "unavailable" : "ok",
            ["restore"] = gateway.Restoration.IsUnderWay ? "restoring" : "ok",
        };
        var isReady = checks.Values.All(value => value == "ok");
        // Shown, never a reason to be taken out of service: mail goes on with an expired directory.
        checks["directory"] = gateway.Directory.Current.Expires < time.GetUtcNow() ? "expired" : "ok";

        // Nor a clock in doubt: what waits is fetched, and what is due waits for a right clock.
        checks["clock"] = gateway.Clock.IsSure ? "ok" : "inDoubt";
        return TypedResults.Json(
            new { status = isReady ? "ready" : "notReady", checks },
            DocumentJson.Compact,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string> JournalAsync(IJournal journal, FailStop failStop, CancellationToken cancel)
    {
        try
        {
            await journal.ReadAsync(reader => reader.Epoch, cancel);
            return "ok";
        }
        catch (JournalException accident)
        {
            // The cause is in the log; this answer is open to everybody.
            if (FailStop.IsFatal(accident)) failStop.Trip(accident);
            return "failed";
        }
    }

    private static string Room(IBlobStore blobs)
    {
        try
        {
            return blobs.HasRoomFor(0) ? "ok" : "full";
        }
        catch (BlobException)
        {
            return "failed";
        }
    }
}

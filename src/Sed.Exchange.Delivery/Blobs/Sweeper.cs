using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>Deletes blobs that were announced and never committed: the journal says "dead" first, then the octets go.</summary>
internal sealed class Sweeper(GatewayParts parts)
{
    private const int Batch = 200;
    private readonly ILogger _logger = parts.Logging.CreateLogger<Sweeper>();

    /// <summary>Gives up intents announced at or before <paramref name="before"/> and deletes what is dead.</summary>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var intent in journal.BlobIntents(BlobIntentState.Intended, before, Batch)) journal.KillBlob(intent.Name);
                return true;
            },
            cancel).ConfigureAwait(false);
        var dead = await parts.Journal.ReadAsync(
            journal => journal.BlobIntents(BlobIntentState.Dead, DateTimeOffset.MaxValue, Batch), cancel).ConfigureAwait(false);
        foreach (var blob in dead)
        {
            try
            {
                await parts.Blobs.DeleteAsync(blob.Name, cancel).ConfigureAwait(false);
            }
            catch (BlobException unreachable) when (unreachable.IsTransient)
            {
                // A store that does not answer must stop neither the node's start nor its mail; the rows stay dead, nothing is forgotten.
                Log.BlobNotDeleted(_logger, blob.Name, unreachable.Message);
                return;
            }

            await parts.Journal.CommitAsync(
                journal =>
                {
                    journal.RemoveBlob(blob.Name);
                    return true;
                },
                cancel).ConfigureAwait(false);
            Log.BlobSwept(_logger, blob.Name);
        }
    }
}

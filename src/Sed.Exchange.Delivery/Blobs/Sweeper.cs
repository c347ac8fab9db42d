using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>Deletes blobs that nothing refers to, never committed or released: the journal says "dead" first, then the octets go.</summary>
internal sealed class Sweeper(GatewayParts parts)
{
    private const int Batch = 200;
    private readonly ILogger _logger = parts.Logging.CreateLogger<Sweeper>();

    // Told once, and tried again at the next start: they must not stand before the others for ever.
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>Gives up intents announced at or before <paramref name="before"/> and deletes what is dead, a batch of each.</summary>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var intent in journal.BlobIntents(BlobIntentState.Intended, before, Batch)) journal.KillBlob(intent.Name);
                return true;
            },
            cancel).ConfigureAwait(false);
        await DeleteDeadAsync(Batch, cancel).ConfigureAwait(false);
    }

    /// <summary>Deletes octets that are dead, at most <paramref name="max"/>, then forgets them in one commit.</summary>
    /// <returns>How many are gone; less than <paramref name="max"/>: no more are dead, or the store does not answer.</returns>
    public async Task<int> DeleteDeadAsync(int max, CancellationToken cancel)
    {
        var dead = await parts.Journal.ReadAsync(
            journal => journal.BlobIntents(BlobIntentState.Dead, DateTimeOffset.MaxValue, max + _kept.Count), cancel).ConfigureAwait(false);
        var gone = new List<string>(dead.Count);
        foreach (var blob in dead.Where(blob => !_kept.Contains(blob.Name)).Take(max))
        {
            try
            {
                await parts.Blobs.DeleteAsync(blob.Name, cancel).ConfigureAwait(false);
                gone.Add(blob.Name);
            }
            catch (BlobException fault)
            {
                // What cannot be deleted promises nothing: it must stop neither the node's start nor its mail. The row stays dead, nothing is forgotten.
                Log.BlobNotDeleted(_logger, blob.Name, fault.Message);
                if (fault.IsTransient) break;
                _kept.Add(blob.Name);
            }
        }

        if (gone.Count == 0) return 0;
        await parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var name in gone) journal.RemoveBlob(name);
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.BlobsSwept(_logger, gone.Count);
        return gone.Count;
    }
}

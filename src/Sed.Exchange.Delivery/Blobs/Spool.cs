using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>
/// One blob from its announcement to its commit (DESIGN section 8): announced in the journal before the first octet, synced, then referred to
/// by the commit of the caller. What is not kept is killed in the journal before its octets are deleted.
/// </summary>
internal sealed class Spool : IAsyncDisposable
{
    private readonly GatewayParts _parts;
    private readonly IBlobWriter _writer;
    private bool _kept;

    private Spool(GatewayParts parts, string name, IBlobWriter writer)
    {
        _parts = parts;
        Name = name;
        _writer = writer;
    }

    /// <summary>Name of the blob.</summary>
    public string Name { get; }

    /// <summary>Where the octets go.</summary>
    public Stream Content => _writer.Content;

    public static async Task<Spool> BeginAsync(GatewayParts parts, CancellationToken cancel)
    {
        var name = parts.Entropy.NewId().ToString("N");
        var intent = new BlobIntentRow(name, BlobIntentState.Intended, parts.Time.GetUtcNow());
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.Add(intent);
                return true;
            },
            cancel).ConfigureAwait(false);
        try
        {
            return new Spool(parts, name, await parts.Blobs.CreateAsync(name, cancel).ConfigureAwait(false));
        }
        catch (BlobException unreachable) when (unreachable.IsUnreachable)
        {
            // Nothing was begun. A store that is away for hours must not leave an announcement for every caller it turned away.
            await parts.Journal.CommitAsync(
                journal =>
                {
                    journal.KillBlob(name);
                    journal.RemoveBlob(name);
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Puts the octets on stable storage; not yet referred to by anything.</summary>
    public Task SyncAsync(CancellationToken cancel) => _writer.CommitAsync(cancel);

    /// <summary>The caller's commit has called <see cref="IJournalTransaction.CommitBlob"/> for <see cref="Name"/>.</summary>
    public void Keep() => _kept = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        if (_kept) return;
        try
        {
            await GiveUpAsync().ConfigureAwait(false);
        }
        catch (Exception full) when (full is JournalException { IsTransient: true } or BlobException { IsTransient: true })
        {
            // The sweeper finds the intent later. Thrown from here it would hide why the blob was given up: perhaps an error that must stop the node.
        }
    }

    // Not cancellable: a half-written blob must not outlive the request.
    private async Task GiveUpAsync()
    {
        var dead = await _parts.Journal.CommitAsync(
            journal =>
            {
                if (journal.FindBlobIntent(Name) is not { State: BlobIntentState.Intended }) return false;
                journal.KillBlob(Name);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!dead) return;
        try
        {
            await _parts.Blobs.DeleteAsync(Name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BlobException unreachable) when (unreachable.IsTransient)
        {
            // Dead in the journal already: the sweeper deletes it. The caller's own answer must not be lost over it.
            Log.BlobNotDeleted(_parts.Logging.CreateLogger<Spool>(), Name, unreachable.Message);
            return;
        }

        await _parts.Journal.CommitAsync(
            journal =>
            {
                journal.RemoveBlob(Name);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
    }
}

using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The channel of one installation that exchanges files: watches its outbox, fills its inputs, each at its own pace. A folder that cannot be used now
/// stops nothing but itself, and is looked at again.
/// </summary>
public sealed class FolderChannel
{
    private static readonly TimeSpan Unusable = TimeSpan.FromSeconds(10);

    private readonly FolderPlace _place;
    private readonly FolderOptions _options;
    private readonly Gateway _gateway;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RareLog _rare;
    private readonly Outbox _outbox;
    private readonly Inbox _inbox;

    /// <summary>Opens the channel; nothing happens until <see cref="RunAsync"/>.</summary>
    /// <param name="place">Its folders.</param>
    /// <param name="options">Options.</param>
    /// <param name="gateway">The node's doors.</param>
    /// <param name="turns">Places at the door, shared by all channels, so that one installation's ten thousand do not keep another's one waiting.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where lines go.</param>
    public FolderChannel(FolderPlace place, FolderOptions options, Gateway gateway, SemaphoreSlim turns, TimeProvider time, ILogger<FolderChannel> log)
    {
        (_place, _options, _gateway, _time, _log) = (place, options, gateway, time, log);
        _rare = new RareLog(time, options.Warn);
        _outbox = new Outbox(place, options, gateway, turns, time, log);
        _inbox = new Inbox(place, options, gateway, time, log);
    }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="JournalException">The node's store cannot be believed any more.</exception>
    /// <exception cref="BlobException">Likewise.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        Log.ChannelOpened(_log, _place.Client, _place.Out, _place.Documents, _place.Reports);

        // Whichever ends first ends the other: half a channel would look like a whole one.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] ways = [WatchAsync(either.Token), FillAsync(either.Token)];
        var first = await Task.WhenAny(ways);
        await either.CancelAsync();
        try
        {
            await Task.WhenAll(ways);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await first;
        }
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        using var hint = new FolderHint([_place.Out], _log);
        var hinted = false;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if ((await _outbox.LookAsync(hinted, cancel)).HasMore) continue;
            }
            catch (Exception unusable) when (IsTolerable(unusable))
            {
                await TolerateAsync(_place.Out, unusable, cancel);
            }

            hinted = await hint.WaitAsync(_options.Look, _time, cancel);
        }
    }

    private async Task FillAsync(CancellationToken cancel)
    {
        using var hint = new FolderHint([_place.Documents, _place.Reports], _log);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var mayLease = false;
            try
            {
                mayLease = (await _inbox.LookAsync(cancel)).MayLease;
            }
            catch (Exception unusable) when (IsTolerable(unusable))
            {
                await TolerateAsync(Directory.Exists(_place.Documents) ? _place.Reports : _place.Documents, unusable, cancel);
            }

            await WaitAsync(hint, mayLease, cancel);
        }
    }

    /// <summary>Until mail comes, something is taken, or the next look is due.</summary>
    private async Task WaitAsync(FolderHint hint, bool mayLease, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var taken = hint.WaitAsync(_options.Look, _time, either.Token);
        if (mayLease)
        {
            // A mailbox that is shut answers at once that nothing waits: that is no reason to ask it again at once.
            var mail = _gateway.Mailbox.ListAsync(_place.Organisations, 1, _options.Look, either.Token);
            if (await Task.WhenAny(taken, mail) == mail && (!mail.IsCompletedSuccessfully || mail.Result.Count == 0)) await taken;
        }
        else
        {
            await taken;
        }

        await either.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private static bool IsTolerable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or KeyUnavailableException or JournalConflictException or JournalException { IsTransient: true } or BlobException { IsTransient: true };

    private async Task TolerateAsync(string folder, Exception unusable, CancellationToken cancel)
    {
        if (_rare.IsTime(folder)) Log.FolderUnusable(_log, _place.Client, folder, FolderFaults.ReasonOf(unusable));
        await Task.Delay(Unusable, _time, cancel);
    }
}

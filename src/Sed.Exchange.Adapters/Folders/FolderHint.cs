using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// Wakes whoever waits between two looks when the system tells of a change. Nothing rests on it: notifications get lost, come late, and do not exist
/// on shares; the next look comes anyway.
/// </summary>
internal sealed class FolderHint : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <summary>Begins to listen to the names in some folders, not below them: a watch on each message's folder would exhaust the system's.</summary>
    public FolderHint(IEnumerable<string> folders, ILogger log)
    {
        foreach (var folder in folders)
        {
            try
            {
                var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName };
                watcher.Created += (_, _) => Wake();
                watcher.Renamed += (_, _) => Wake();
                watcher.Deleted += (_, _) => Wake();
                watcher.Error += (_, error) => Log.NoHints(log, folder, error.GetException().GetType().Name);
                watcher.EnableRaisingEvents = true;
                _watchers.Add(watcher);
            }
            catch (Exception none) when (none is IOException or ArgumentException or UnauthorizedAccessException)
            {
                Log.NoHints(log, folder, FolderFaults.ReasonOf(none));
            }
        }
    }

    /// <summary>Waits for a change or the end of the pause; true: a change.</summary>
    public async Task<bool> WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var changed = _changed.WaitAsync(either.Token);
        var first = await Task.WhenAny(changed, Task.Delay(pause, time, either.Token));
        await either.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return first == changed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watcher in _watchers) watcher.Dispose();
        _changed.Dispose();
    }

    private void Wake()
    {
        try
        {
            if (_changed.CurrentCount == 0) _changed.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Woken already, or nobody waits any more.
        }
    }
}

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>
/// Sees a container begin to arrive at a node from outside: whatever the store, octets that come in go into a file <c>….part</c> first.
/// </summary>
internal sealed class TransferWatch : IDisposable
{
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FileSystemWatcher _watcher;

    /// <summary>Starts watching.</summary>
    /// <param name="folder">The node's data folder.</param>
    /// <param name="act">What to do at the first sight, at once, on the thread that sees it.</param>
    public TransferWatch(string folder, Action act)
    {
        _watcher = new FileSystemWatcher(folder, "*.part") { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
        var acted = 0;
        _watcher.Created += (_, created) =>
        {
            if (Interlocked.Exchange(ref acted, 1) != 0) return;
            try
            {
                act();
                _seen.SetResult(created.Name ?? created.FullPath);
            }
            catch (Exception failure)
            {
                _seen.SetException(failure);
            }
        };
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Completes after the act, with the name of the file seen.</summary>
    public Task<string> Seen => _seen.Task;

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}

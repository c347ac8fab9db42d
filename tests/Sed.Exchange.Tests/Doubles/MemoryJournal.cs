using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>
/// The journal's second implementation: same promises, nothing on a disk. Everything completes on the caller's thread before the call
/// returns, so that a region can run in one thread on virtual time. <see cref="Disk"/> is what a crash leaves; open another on it.
/// </summary>
internal sealed class MemoryJournal(MemoryDisk? disk = null) : IJournal
{
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>The state after the last commit.</summary>
    public MemoryDisk Disk { get; private set; } = disk ?? MemoryDisk.Empty;

    /// <summary>When set, the next commits fail with what it answers, after their work ran and as if the disk had refused.</summary>
    public Func<JournalException?>? Fault { get; set; }

    /// <summary>What happens once between somebody's decision to commit and his commit.</summary>
    public Action? BeforeNextCommit { get; set; }

    public Task<T> CommitAsync<T>(Func<IJournalTransaction, T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);
        (var between, BeforeNextCommit) = (BeforeNextCommit, null);
        between?.Invoke();
        try
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                using var transaction = new MemoryTransaction(Disk);
                var result = work(transaction);
                if (Fault?.Invoke() is { } fault) throw fault;
                Disk = transaction.Disk;
                return Task.FromResult(result);
            }
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    public Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using var view = new MemoryTransaction(Disk);
            return Task.FromResult(read(view));
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }
}

using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Stores;

/// <summary>A journal of one life of a node on its disk. A commit takes time before it is synced and after; whoever dies in between does not know.</summary>
internal sealed class SimulatedJournal(SimulatedNode node) : IJournal
{
    private const double LongestWrite = 0.02;

    /// <inheritdoc/>
    public async Task<T> CommitAsync<T>(Func<IJournalTransaction, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await node.PassAsync(LongestWrite).ConfigureAwait(false);
        T result;
        using (var transaction = new MemoryTransaction(node.Disk.Journal))
        {
            result = work(transaction);
            if (!ReferenceEquals(transaction.Disk, node.Disk.Journal))
            {
                if (node.Disk.IsFull) throw new JournalException("no space left (simulated)", isTransient: true);
                if (node.Chance(weather => weather.WriteFault)) throw new JournalException("sync failed (simulated)", isTransient: false);
                var before = node.Disk.Journal;
                node.Disk.Journal = transaction.Disk;
                node.Committed(before);
            }
        }

        await node.PassAsync(LongestWrite).ConfigureAwait(false);
        return result;
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await node.PassAsync(0.002).ConfigureAwait(false);
        using var view = new MemoryTransaction(node.Disk.Journal);
        return read(view);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

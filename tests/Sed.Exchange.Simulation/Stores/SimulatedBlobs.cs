using System.Runtime.CompilerServices;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.Stores;

/// <summary>Blobs of one life of a node on its disk. Octets that were not synced are gone with the life; the name may stay.</summary>
internal sealed class SimulatedBlobs(SimulatedNode node) : IBlobStore
{
    private const double LongestWrite = 0.05;

    private Disk Disk => node.Disk;

    /// <inheritdoc/>
    public async Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        await node.PassAsync(LongestWrite).ConfigureAwait(false);
        if (Disk.IsFull) throw Full();
        if (Disk.Blobs.ContainsKey(name)) throw new InvalidOperationException($"Blob {name} exists: a name must not be used twice.");
        Disk.Blobs = Disk.Blobs.Add(name, null);
        return new Writer(node, name);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        await node.PassAsync(LongestWrite).ConfigureAwait(false);
        return Disk.Blobs.GetValueOrDefault(name) is { } octets
            ? new MemoryStream(octets, writable: false)
            : throw BlobException.Damage($"Blob {name} is not there.");
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        await node.PassAsync(LongestWrite).ConfigureAwait(false);
        Disk.Blobs = Disk.Blobs.Remove(name);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var name in Disk.Blobs.Keys)
        {
            cancel.ThrowIfCancellationRequested();
            await node.PassAsync(0.001).ConfigureAwait(false);
            yield return name;
        }
    }

    /// <inheritdoc/>
    public bool HasRoomFor(long length) => !Disk.IsNearlyFull && !Disk.IsFull;

    private static BlobException Full() => new("no space left (simulated)", isTransient: true);

    private sealed class Writer(SimulatedNode node, string name) : IBlobWriter
    {
        private readonly MemoryStream _content = new();
        private bool _committed;

        public Stream Content => _content;

        public async Task CommitAsync(CancellationToken cancel)
        {
            if (_committed) throw new InvalidOperationException($"Blob {name} is committed already.");
            cancel.ThrowIfCancellationRequested();
            await node.PassAsync(LongestWrite).ConfigureAwait(false);
            if (node.Disk.IsFull) throw Full();
            if (node.Chance(weather => weather.WriteFault)) throw new BlobException("sync failed (simulated)", isTransient: false);
            node.Disk.Blobs = node.Disk.Blobs.SetItem(name, _content.ToArray());
            _committed = true;
            await node.PassAsync(LongestWrite).ConfigureAwait(false);
        }

        public ValueTask DisposeAsync()
        {
            // What is not synced goes, as a file that is removed: on the disk at once, which a death before this line prevents.
            if (!_committed) node.Disk.Blobs = node.Disk.Blobs.Remove(name);
            return ValueTask.CompletedTask;
        }
    }
}

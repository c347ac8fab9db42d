using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Blobs in memory, with the promises of the seam. Completes on the caller's thread.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, byte[]?> _blobs = ImmutableDictionary<string, byte[]?>.Empty;

    /// <summary>Octets that fit.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>When set, commits fail with what it answers.</summary>
    public Func<BlobException?>? Fault { get; set; }

    /// <summary>When set, blobs are opened with what it answers.</summary>
    public Func<BlobException?>? ReadFault { get; set; }

    /// <summary>What befalls the deletion of a blob; null: nothing.</summary>
    public Func<string, BlobException?>? DeleteFault { get; set; }

    /// <summary>When true, it is as if on the other side of a cut network.</summary>
    public bool IsAway { get; set; }

    public Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        if (IsAway) return Task.FromException<IBlobWriter>(BlobException.Unreachable("away"));
        lock (_lock)
        {
            if (_blobs.ContainsKey(name)) throw new InvalidOperationException($"Blob {name} exists: a name must not be used twice.");
            _blobs = _blobs.Add(name, null);
        }

        return Task.FromResult<IBlobWriter>(new Writer(this, name));
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        if (ReadFault?.Invoke() is { } fault) return Task.FromException<Stream>(fault);
        return _blobs.GetValueOrDefault(name) is { } bytes
            ? Task.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : Task.FromException<Stream>(BlobException.Damage($"Blob {name} is not there."));
    }

    public Task DeleteAsync(string name, CancellationToken cancel)
    {
        BlobName.Check(name);
        cancel.ThrowIfCancellationRequested();
        if (DeleteFault?.Invoke(name) is { } fault) return Task.FromException(fault);
        lock (_lock) _blobs = _blobs.Remove(name);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var name in _blobs.Keys)
        {
            cancel.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public bool HasRoomFor(long length) => length <= Room;

    /// <summary>Another store with what this one holds now: what a backup of it has.</summary>
    public MemoryBlobStore Copy() => new() { _blobs = _blobs };

    /// <summary>Replaces the octets of a committed blob: what a failing disk does.</summary>
    public void Corrupt(string name, Func<byte[], byte[]> change)
    {
        lock (_lock) _blobs = _blobs.SetItem(name, change([.. _blobs[name]!]));
    }

    private sealed class Writer(MemoryBlobStore store, string name) : IBlobWriter
    {
        private readonly MemoryStream _content = new();
        private bool _committed;

        public Stream Content => _content;

        public Task CommitAsync(CancellationToken cancel)
        {
            if (_committed) throw new InvalidOperationException($"Blob {name} is committed already.");
            cancel.ThrowIfCancellationRequested();
            if (store.Fault?.Invoke() is { } fault) return Task.FromException(fault);
            lock (store._lock) store._blobs = store._blobs.SetItem(name, _content.ToArray());
            _committed = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _content.Dispose();
            if (!_committed) lock (store._lock) store._blobs = store._blobs.Remove(name);
            return ValueTask.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>
/// Who may use the API. Clients are read from the journal, where <c>sedx client</c> writes them beside the running node, and kept for half a
/// second: a revocation takes effect within a second, without restart and for requests under way too, and a flood of wrong keys does not
/// become a flood of reads.
/// </summary>
public sealed class ClientRegistry : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(0.5);

    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<RevocationWatch, bool> _watches = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _look;
    private volatile Snapshot? _snapshot;
    private int _looking;

    /// <summary>Creates a registry.</summary>
    public ClientRegistry(IJournal journal, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        _look = time.CreateTimer(_ => _ = LookAsync(), null, Kept, Kept);
    }

    /// <summary>The client with this key, or null.</summary>
    public async Task<ApiClient?> FindByKeyAsync(string key, CancellationToken cancel) =>
        ApiKey.HasForm(key) ? Find(await ReadAsync(cancel), row => row.KeyHash, ApiKey.Hash(key)) : null;

    /// <summary>The client with this certificate, or null.</summary>
    /// <param name="thumbprint">SHA-256 of the certificate, lower-case hexadecimal.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<ApiClient?> FindByCertificateAsync(string thumbprint, CancellationToken cancel) =>
        Find(await ReadAsync(cancel), row => row.CertificateThumbprint, thumbprint);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _look.Dispose();
        _reading.Dispose();
        _stop.Dispose();
    }

    /// <summary>Watches a request of a client until it is forgotten.</summary>
    internal RevocationWatch Watch(ApiClient client, CancellationToken connection)
    {
        var watch = new RevocationWatch(client, connection);
        _watches[watch] = true;
        return watch;
    }

    /// <summary>Ends a watch.</summary>
    internal void Forget(RevocationWatch watch) => _watches.TryRemove(watch, out _);

    // Every client is compared, in constant time each: how long it takes says nothing about how near a guess was.
    private static ApiClient? Find(IReadOnlyList<ClientRow> clients, Func<ClientRow, string?> secret, string presented)
    {
        ClientRow? found = null;
        foreach (var client in clients)
        {
            if (secret(client) is { } stored && CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(stored), System.Text.Encoding.ASCII.GetBytes(presented)))
            {
                found = client;
            }
        }

        return found is null ? null : ApiClient.From(found);
    }

    // Requests that are quickly over never meet this; nobody watched, nothing is read.
    private async Task LookAsync()
    {
        if (_watches.IsEmpty || Interlocked.Exchange(ref _looking, 1) != 0) return;
        try
        {
            // Taken before the read: a client added after it must not be missed in it.
            var watches = _watches.Keys;
            var clients = await ReadAsync(_stop.Token);
            foreach (var watch in watches)
            {
                // A new client under an old id is another one: its key is.
                if (!clients.Any(row => row.Id == watch.Client.Id && row.AddedAt == watch.Client.AddedAt)) watch.Revoke();
            }
        }
        catch (Exception fault) when (fault is JournalException or OperationCanceledException or ObjectDisposedException)
        {
            // Stopping, or the journal cannot be read now: whoever asks it next is told so, and the next look is half a second away.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private async Task<IReadOnlyList<ClientRow>> ReadAsync(CancellationToken cancel)
    {
        if (_snapshot is { } fresh && _time.GetElapsedTime(fresh.Read) < Kept) return fresh.Clients;
        await _reading.WaitAsync(cancel);
        try
        {
            if (_snapshot is { } other && _time.GetElapsedTime(other.Read) < Kept) return other.Clients;
            // The time before the read: what is revoked while it runs is seen half a second later, not a whole one.
            var read = _time.GetTimestamp();
            var clients = await _journal.ReadAsync(reader => reader.Clients().Where(client => client.RevokedAt is null).ToList(), cancel);
            _snapshot = new Snapshot(read, clients);
            return clients;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Snapshot(long Read, IReadOnlyList<ClientRow> Clients);
}

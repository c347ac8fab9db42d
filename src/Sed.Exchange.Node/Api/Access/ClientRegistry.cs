using System.Security.Cryptography;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>
/// Who may use the API. Clients are read from the journal, where <c>sedx client</c> writes them beside the running node, and kept for a
/// second: a revocation takes effect without restart, and a flood of wrong keys does not become a flood of reads.
/// </summary>
public sealed class ClientRegistry(IJournal journal, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot? _snapshot;

    /// <summary>The client with this key, or null.</summary>
    public async Task<ApiClient?> FindByKeyAsync(string key, CancellationToken cancel) =>
        ApiKey.HasForm(key) ? Find(await ReadAsync(cancel), row => row.KeyHash, ApiKey.Hash(key)) : null;

    /// <summary>The client with this certificate, or null.</summary>
    /// <param name="thumbprint">SHA-256 of the certificate, lower-case hexadecimal.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<ApiClient?> FindByCertificateAsync(string thumbprint, CancellationToken cancel) =>
        Find(await ReadAsync(cancel), row => row.CertificateThumbprint, thumbprint);

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

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

    private async Task<IReadOnlyList<ClientRow>> ReadAsync(CancellationToken cancel)
    {
        if (_snapshot is { } fresh && time.GetElapsedTime(fresh.Read) < Kept) return fresh.Clients;
        await _reading.WaitAsync(cancel);
        try
        {
            if (_snapshot is { } other && time.GetElapsedTime(other.Read) < Kept) return other.Clients;
            // The time before the read: what is revoked while it runs is seen a second later, not two.
            var read = time.GetTimestamp();
            var clients = await journal.ReadAsync(reader => reader.Clients().Where(client => client.RevokedAt is null).ToList(), cancel);
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

using System.Buffers;
using System.Security.Cryptography;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Node.Backups;

/// <summary>Copies a blob into a store by the store's own durable path, digested on the way.</summary>
internal static class BlobCopy
{
    private const int Piece = 128 * 1024;

    /// <summary>Copies; the blob is durable when the task completes.</summary>
    public static async Task<BlobLine> WriteAsync(string name, Stream octets, IBlobStore to, CancellationToken cancel)
    {
        await using var writer = await to.CreateAsync(name, cancel);
        var line = await ReadAsync(name, octets, (piece, token) => writer.Content.WriteAsync(piece, token), cancel);
        await writer.CommitAsync(cancel);
        return line;
    }

    /// <summary>Whether a store has these octets, every one of them.</summary>
    /// <exception cref="BlobException">Transient: it cannot be told now.</exception>
    public static async Task<bool> IsThereAsync(IBlobStore store, BlobLine line, CancellationToken cancel)
    {
        try
        {
            await using var octets = await store.OpenAsync(line.Name, cancel);
            return octets.Length == line.Length && await DigestAsync(line.Name, octets, cancel) == line;
        }
        catch (BlobException gone) when (gone.IsDamage)
        {
            return false;
        }
    }

    /// <summary>Digests without copying.</summary>
    public static Task<BlobLine> DigestAsync(string name, Stream octets, CancellationToken cancel) =>
        ReadAsync(name, octets, (_, _) => ValueTask.CompletedTask, cancel);

    private static async Task<BlobLine> ReadAsync(
        string name, Stream octets, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            long length = 0;
            for (int read; (read = await octets.ReadAsync(buffer, cancel)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                await take(buffer.AsMemory(0, read), cancel);
            }

            return new BlobLine(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

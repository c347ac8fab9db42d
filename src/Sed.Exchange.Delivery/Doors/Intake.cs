using System.Buffers;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What every door does with octets that arrive: count them against a limit and spool them.</summary>
internal static class Intake
{
    private const int BufferSize = 128 * 1024;

    /// <summary>After so many octets it is looked whether the reserve is still free: what comes without a length, or beside others, was let in without it.</summary>
    private const long LookEvery = 16 * 1024 * 1024;

    /// <summary>Copies at most <paramref name="limit"/> octets.</summary>
    /// <returns>How many; null when there are more.</returns>
    /// <exception cref="BlobException">The disk has filled up to the reserve meanwhile.</exception>
    public static Task<long?> CopyAsync(Stream from, Stream to, long limit, IBlobStore blobs, CancellationToken cancel) =>
        CopyAsync(from, to, limit, blobs, hash: null, digester: null, cancel);

    /// <summary>Copies and hashes.</summary>
    public static async Task<long?> CopyAsync(
        Stream from, Stream to, long limit, IBlobStore blobs, IncrementalHash? hash, Digester? digester, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            var look = LookEvery;
            while (true)
            {
                var read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false);
                if (read == 0) return total;
                total += read;
                if (total > limit) return null;
                if (total >= look)
                {
                    if (!blobs.HasRoomFor(0)) throw new BlobException("The disk has filled up to its reserve while this came.", isTransient: true);
                    look = total + LookEvery;
                }

                hash?.AppendData(buffer, 0, read);
                digester?.Append(buffer.AsSpan(0, read));
                await to.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Buffers;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What every door does with octets that arrive: count them against a limit, spool them, look at them as a package.</summary>
internal static class Intake
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies at most <paramref name="limit"/> octets.</summary>
    /// <returns>How many; null when there are more.</returns>
    public static Task<long?> CopyAsync(Stream from, Stream to, long limit, CancellationToken cancel) =>
        CopyAsync(from, to, limit, hash: null, digester: null, cancel);

    /// <summary>Copies and hashes.</summary>
    public static async Task<long?> CopyAsync(
        Stream from, Stream to, long limit, IncrementalHash? hash, Digester? digester, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            while (true)
            {
                var read = await from.ReadAsync(buffer, cancel).ConfigureAwait(false);
                if (read == 0) return total;
                total += read;
                if (total > limit) return null;
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

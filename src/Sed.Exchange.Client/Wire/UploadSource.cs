using System.Security.Cryptography;

namespace Sed.Exchange.Client.Wire;

/// <summary>
/// Octets that can be sent from any offset, the same at every pass, so that an upload goes on where it was cut. Never in memory as a whole.
/// </summary>
internal abstract class UploadSource
{
    /// <summary>Octets.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of all octets: the node finds an upload again by it, even after this process has ended.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>Reads everything once, for length and key.</summary>
    public async Task MeasureAsync(CancellationToken cancel)
    {
        await using var measure = new MeasuringStream();
        await WriteAsync(measure, cancel).ConfigureAwait(false);
        Length = measure.Count;
        Key = $"sha-256:{measure.Digest}";
    }

    /// <summary>Writes the octets behind an offset.</summary>
    public async Task WriteFromAsync(long offset, Stream to, CancellationToken cancel)
    {
        await using var tail = new TailStream(to, offset);
        await WriteAsync(tail, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes all octets.</summary>
    protected abstract Task WriteAsync(Stream to, CancellationToken cancel);

    private sealed class MeasuringStream : ForwardStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Count { get; private set; }

        public string Digest => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            Count += buffer.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Lets the first octets pass unwritten: the other side has them.</summary>
    private sealed class TailStream(Stream inner, long skip) : ForwardStream
    {
        private long _skip = skip;

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer[Skipped(buffer.Length)..]);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var rest = buffer[Skipped(buffer.Length)..];
            return rest.IsEmpty ? ValueTask.CompletedTask : inner.WriteAsync(rest, cancellationToken);
        }

        private int Skipped(int count)
        {
            var skipped = (int)Math.Min(_skip, count);
            _skip -= skipped;
            return skipped;
        }
    }
}

using System.Buffers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Containers;

/// <summary>
/// Reads a container once from start to end: the digest of all octets, and digest and CRC-32 of each entry on the way. Memory does not
/// grow with the container.
/// </summary>
internal sealed class ContainerPass
{
    private const int BufferBytes = 128 * 1024;

    private readonly Stream _source;
    private readonly Digester? _whole;
    private readonly byte[] _buffer;
    private readonly CancellationToken _cancel;

    private ContainerPass(Stream source, Digester? whole, byte[] buffer, CancellationToken cancel)
    {
        _source = source;
        _whole = whole;
        _buffer = buffer;
        _cancel = cancel;
    }

    /// <summary>What was computed.</summary>
    /// <param name="Whole">Digest of all octets.</param>
    /// <param name="Entries">Digest of each entry's content, by index.</param>
    /// <param name="WrongChecksums">Indexes of entries whose CRC-32 is not the declared one.</param>
    public sealed record Digests(DigestValue Whole, IReadOnlyList<DigestValue> Entries, IReadOnlyList<int> WrongChecksums);

    /// <summary>Reads everything.</summary>
    /// <param name="source">The container.</param>
    /// <param name="entries">Its entries in the order of their offsets; empty when the archive is not readable.</param>
    /// <param name="suite">Whose digest is used.</param>
    /// <param name="known">Digest of all octets when it has been computed already, or null.</param>
    /// <param name="cancel">Stops the work.</param>
    public static Digests Read(Stream source, IReadOnlyList<ZipEntry> entries, Suite suite, DigestValue? known, CancellationToken cancel)
    {
        using var whole = known is null ? suite.CreateDigester() : null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var pass = new ContainerPass(source, whole, buffer, cancel);
            source.Position = 0;
            var digests = new List<DigestValue>(entries.Count);
            var wrong = new List<int>();
            foreach (var entry in entries)
            {
                pass.Feed(entry.DataOffset - source.Position, null, out _);
                using var digester = suite.CreateDigester();
                pass.Feed(entry.CompressedSize, digester, out var crc);
                digests.Add(digester.Finish());
                if (crc != entry.Crc32) wrong.Add(entry.Index);
            }

            pass.Feed(source.Length - source.Position, null, out _);
            return new Digests(known ?? whole!.Finish(), digests, wrong);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Feed(long count, Digester? part, out uint checksum)
    {
        var crc = new Crc32();
        while (count > 0)
        {
            _cancel.ThrowIfCancellationRequested();
            var got = _source.Read(_buffer, 0, (int)Math.Min(BufferBytes, count));
            if (got == 0) throw new EndOfStreamException("The container became shorter while it was read.");
            var octets = _buffer.AsSpan(0, got);
            _whole?.Append(octets);
            if (part is not null)
            {
                part.Append(octets);
                crc.Append(octets);
            }

            count -= got;
        }

        checksum = crc.Value;
    }
}

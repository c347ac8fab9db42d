using System.IO.Compression;

namespace Sed.Exchange.Containers.Zip;

/// <summary>An archive as read: its entries, or why it is refused.</summary>
public sealed class ZipReading
{
    private readonly Stream _source;
    private readonly Lock _turn = new();

    internal ZipReading(Stream source, IReadOnlyList<ZipEntry> entries, ZipFault? fault)
    {
        _source = source;
        Entries = entries;
        Fault = fault;
    }

    /// <summary>Why the archive is refused; null when it is taken.</summary>
    public ZipFault? Fault { get; }

    /// <summary>Entries in the order of the central directory; empty when refused.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>
    /// Opens the content of an entry. Reading it to the end checks length and CRC-32 and throws <see cref="ZipContentException"/> when
    /// they are wrong. Several may be read at once.
    /// </summary>
    public Stream Open(ZipEntry entry)
    {
        var stored = OpenStored(entry);
        if (entry.Method == ZipFormat.Stored) return new CheckedStream(stored, null, entry);
        var source = new DeflateSource(stored);
        return new CheckedStream(new DeflateStream(source, CompressionMode.Decompress), source, entry);
    }

    /// <summary>Reads the content of an entry into memory; the caller has looked at <see cref="ZipEntry.Size"/>.</summary>
    /// <exception cref="ZipContentException">The content is not as declared.</exception>
    public byte[] ReadAll(ZipEntry entry)
    {
        var content = new byte[entry.Size];
        using var stream = Open(entry);
        stream.ReadExactly(content);
        // The end is where length and checksum are compared.
        _ = stream.Read(new byte[1]);
        return content;
    }

    /// <summary>Reads everything once; the first fault found in contents, or null.</summary>
    public ZipFault? CheckContents(CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        foreach (var entry in Entries)
        {
            try
            {
                using var stream = Open(entry);
                while (stream.Read(buffer) > 0) cancel.ThrowIfCancellationRequested();
            }
            catch (ZipContentException e)
            {
                return e.Fault;
            }
        }

        return null;
    }

    /// <summary>The octets of an entry as they lie in the archive, unchecked, seekable.</summary>
    internal RangeStream OpenStored(ZipEntry entry) => OpenRange(entry.DataOffset, entry.CompressedSize);

    /// <summary>Octets of the archive.</summary>
    internal RangeStream OpenRange(long offset, long length) => new(_source, _turn, offset, length);
}

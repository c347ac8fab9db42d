using System.Buffers;
using System.Buffers.Binary;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Zip;

/// <summary>
/// Writes an archive of stored entries in one pass into a seekable stream: content goes to its final offset while it is hashed, then
/// the local header is patched. No data descriptors, comments or times, so that the same entries give the same octets
/// (<see cref="ZipRules.Canonical"/> takes exactly these). Durability is the caller's business.
/// </summary>
public sealed class ZipWriter
{
    private const int BufferBytes = 128 * 1024;

    private readonly Stream _output;
    private readonly List<ZipEntry> _entries = [];
    private readonly HashSet<string> _keys = [];
    private long _position;

    /// <summary>Starts an archive at the beginning of an empty, seekable stream.</summary>
    public ZipWriter(Stream output)
    {
        if (!output.CanSeek || !output.CanWrite || output.Length != 0)
            throw new ArgumentException("An archive is written into an empty, seekable stream.", nameof(output));
        _output = output;
    }

    /// <summary>Entries written so far.</summary>
    public IReadOnlyList<ZipEntry> Entries => _entries;

    /// <summary>Writes an entry whose content is in memory.</summary>
    public ZipEntry Add(string name, ReadOnlySpan<byte> content)
    {
        var entry = Begin(name, content.Length, Crc32.Of(content));
        Write(content);
        return Keep(entry);
    }

    /// <summary>Copies a stream into an entry.</summary>
    /// <param name="name">Name of the entry.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="length">Octets that will come; null when unknown: ZIP64 is reserved, and the result is not canonical.</param>
    /// <param name="digester">Gets the content as it passes; null for none.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="IOException">The content is longer or shorter than <paramref name="length"/>.</exception>
    public ZipEntry Add(string name, Stream content, long? length, Digester? digester, CancellationToken cancel)
    {
        var entry = Begin(name, length, 0);
        var crc = new Crc32();
        long size = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (int got; (got = content.Read(buffer, 0, BufferBytes)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                size += got;
                if (size > length) break;
                digester?.Append(buffer.AsSpan(0, got));
                crc.Append(buffer.AsSpan(0, got));
                Write(buffer.AsSpan(0, got));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (length is { } expected && size != expected)
            throw new IOException($"Entry {_entries.Count} was announced with {expected} octets and is {(size > expected ? "longer" : $"{size} octets long")}.");
        entry = entry with { Size = size, CompressedSize = size, Crc32 = crc.Value };
        Patch(entry, length is null || size >= ZipFormat.Sentinel32);
        return Keep(entry);
    }

    /// <summary>Writes the central directory and the end records.</summary>
    public void Finish()
    {
        var start = _position;
        foreach (var entry in _entries) WriteCentral(entry);
        WriteEnd(start, _position - start);
        _output.Flush();
    }

    private ZipEntry Begin(string name, long? length, uint crc)
    {
        if (!ZipNames.IsSafe(name)) throw new ArgumentException("The name of an entry is not safe.", nameof(name));
        if (!_keys.Add(FileNameKey.Of(name))) throw new ArgumentException("Two entries of one name.", nameof(name));
        var octets = ZipNames.Encode(name);
        var sizesIn64 = length is null or >= ZipFormat.Sentinel32;
        var entry = new ZipEntry
        {
            Index = _entries.Count,
            Name = name,
            Method = ZipFormat.Stored,
            Crc32 = crc,
            Size = length ?? -1,
            CompressedSize = length ?? -1,
            HeaderOffset = _position,
            DataOffset = _position + ZipFormat.LocalLength + octets.Length + (sizesIn64 ? 20 : 0),
        };
        Span<byte> header = stackalloc byte[ZipFormat.LocalLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipFormat.LocalSignature);
        WriteFixed(header[4..], entry, sizesIn64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], checked((ushort)octets.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(header[28..], (ushort)(sizesIn64 ? 20 : 0));
        Write(header);
        Write(octets);
        if (sizesIn64) WriteZip64Extra(entry.Size, entry.Size);
        return entry;
    }

    private ZipEntry Keep(ZipEntry entry)
    {
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The fields that local and central headers share: version needed up to the sizes, 22 octets.</summary>
    private static void WriteFixed(Span<byte> fields, ZipEntry entry, bool sizesIn64)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, NeedsVersion45(entry, sizesIn64) ? ZipFormat.Version45 : ZipFormat.Version20);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], (ushort)(ZipNames.IsAscii(entry.Name) ? 0 : ZipFormat.FlagUtf8));
        BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], ZipFormat.Stored);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[6..], ZipFormat.FixedTime);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], ZipFormat.FixedDate);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], entry.Crc32);
        var size = sizesIn64 ? ZipFormat.Sentinel32 : (uint)entry.Size;
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], size);
    }

    private static bool NeedsVersion45(ZipEntry entry, bool sizesIn64) => sizesIn64 || entry.HeaderOffset >= ZipFormat.Sentinel32;

    private static bool SizesIn64(ZipEntry entry) =>
        entry.DataOffset - entry.HeaderOffset != ZipFormat.LocalLength + ZipNames.Encode(entry.Name).Length;

    private void Patch(ZipEntry entry, bool sizesIn64)
    {
        Span<byte> fields = stackalloc byte[22];
        WriteFixed(fields, entry, sizesIn64);
        _output.Position = entry.HeaderOffset + 4;
        _output.Write(fields);
        if (sizesIn64)
        {
            Span<byte> sizes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(sizes, entry.Size);
            BinaryPrimitives.WriteInt64LittleEndian(sizes[8..], entry.Size);
            _output.Position = entry.DataOffset - 16;
            _output.Write(sizes);
        }

        _output.Position = _position;
    }

    private void WriteCentral(ZipEntry entry)
    {
        var name = ZipNames.Encode(entry.Name);
        var sizesIn64 = SizesIn64(entry);
        var offsetIn64 = entry.HeaderOffset >= ZipFormat.Sentinel32;
        var values = (sizesIn64 ? 2 : 0) + (offsetIn64 ? 1 : 0);
        Span<byte> header = stackalloc byte[ZipFormat.CentralLength];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipFormat.CentralSignature);
        WriteFixed(header[6..], entry, sizesIn64);
        header[4] = header[6];
        header[5] = (byte)ZipFormat.HostUnix;
        BinaryPrimitives.WriteUInt32LittleEndian(header[38..], ZipFormat.FixedAttributes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[28..], (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[30..], (ushort)(values == 0 ? 0 : 4 + 8 * values));
        BinaryPrimitives.WriteUInt32LittleEndian(header[42..], offsetIn64 ? ZipFormat.Sentinel32 : (uint)entry.HeaderOffset);
        Write(header);
        Write(name);
        if (sizesIn64 && offsetIn64) WriteZip64Extra(entry.Size, entry.Size, entry.HeaderOffset);
        else if (sizesIn64) WriteZip64Extra(entry.Size, entry.Size);
        else if (offsetIn64) WriteZip64Extra(entry.HeaderOffset);
    }

    private void WriteZip64Extra(params ReadOnlySpan<long> values)
    {
        Span<byte> extra = stackalloc byte[4 + 24];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, ZipFormat.Zip64ExtraId);
        BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], (ushort)(8 * values.Length));
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(extra[(4 + 8 * i)..], values[i]);
        Write(extra[..(4 + 8 * values.Length)]);
    }

    private void WriteEnd(long start, long length)
    {
        var count = _entries.Count;
        if (count >= ZipFormat.Sentinel16 || length >= ZipFormat.Sentinel32 || start >= ZipFormat.Sentinel32)
        {
            Span<byte> end64 = stackalloc byte[ZipFormat.Zip64EndLength + ZipFormat.Zip64LocatorLength];
            end64.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(end64, ZipFormat.Zip64EndSignature);
            BinaryPrimitives.WriteInt64LittleEndian(end64[4..], ZipFormat.Zip64EndLength - 12);
            BinaryPrimitives.WriteUInt16LittleEndian(end64[12..], ZipFormat.Version45);
            BinaryPrimitives.WriteUInt16LittleEndian(end64[14..], ZipFormat.Version45);
            BinaryPrimitives.WriteInt64LittleEndian(end64[24..], count);
            BinaryPrimitives.WriteInt64LittleEndian(end64[32..], count);
            BinaryPrimitives.WriteInt64LittleEndian(end64[40..], length);
            BinaryPrimitives.WriteInt64LittleEndian(end64[48..], start);
            var locator = end64[ZipFormat.Zip64EndLength..];
            BinaryPrimitives.WriteUInt32LittleEndian(locator, ZipFormat.Zip64LocatorSignature);
            BinaryPrimitives.WriteInt64LittleEndian(locator[8..], start + length);
            BinaryPrimitives.WriteUInt32LittleEndian(locator[16..], 1);
            Write(end64);
        }

        Span<byte> end = stackalloc byte[ZipFormat.EndLength];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, ZipFormat.EndSignature);
        var shownCount = (ushort)Math.Min(count, ZipFormat.Sentinel16);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], shownCount);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], shownCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)Math.Min(length, ZipFormat.Sentinel32));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)Math.Min(start, ZipFormat.Sentinel32));
        Write(end);
    }

    private void Write(ReadOnlySpan<byte> octets)
    {
        _output.Write(octets);
        _position += octets.Length;
    }
}

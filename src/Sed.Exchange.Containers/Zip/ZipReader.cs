using System.Buffers.Binary;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Zip;

/// <summary>
/// Reads the structure of an archive strictly: limits first, then the end record exactly at the end, then the central directory, then
/// every local header against it, every octet accounted for. What has more than one meaning is refused (PKWARE APPNOTE 6.3.10).
/// </summary>
public sealed class ZipReader
{
    private const int LongestComment = ushort.MaxValue;

    private readonly Stream _source;
    private readonly ZipRules _rules;
    private readonly List<CentralRecord> _records = [];
    private ZipFault? _fault;
    private long _endOffset;
    private long _centralOffset;
    private long _centralLength;
    private long _count;

    private ZipReader(Stream source, ZipRules rules)
    {
        _source = source;
        _rules = rules;
    }

    /// <summary>Reads an archive. Malformed input is a fault of the reading, never an exception; only a failing stream throws.</summary>
    /// <param name="source">A seekable stream with all octets; stays the caller's and must outlive the reading.</param>
    /// <param name="rules">What is taken.</param>
    /// <param name="cancel">Stops the work.</param>
    public static ZipReading Read(Stream source, ZipRules rules, CancellationToken cancel)
    {
        var reader = new ZipReader(source, rules);
        try
        {
            var entries = reader.ReadEntries(cancel);
            return new ZipReading(source, entries ?? [], reader._fault);
        }
        catch (EndOfStreamException)
        {
            // A header that lies about itself leads beyond the end.
            return new ZipReading(source, [], new ZipFault(ZipFaultKind.LocalHeader, "beyond the end"));
        }
    }

    private List<ZipEntry>? ReadEntries(CancellationToken cancel)
    {
        if (_source.Length > _rules.FileBytes) return Refuse<List<ZipEntry>>(ZipFaultKind.TooLarge, $"{_source.Length} octets");
        if (!FindEnd() || !ReadCentral(cancel)) return null;
        return ReadLocals(cancel);
    }

    // ---- end records (APPNOTE 4.3.14 to 4.3.16)

    private bool FindEnd()
    {
        var length = _source.Length;
        if (length < ZipFormat.EndLength) return Fail(ZipFaultKind.NoEndRecord, $"{length} octets");
        var tail = ReadAt(Math.Max(0, length - ZipFormat.EndLength - (_rules.AllowComments ? LongestComment : 0)), null);
        var found = -1;
        for (var at = tail.Length - ZipFormat.EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != ZipFormat.EndSignature) continue;
            var reachesEnd = at + ZipFormat.EndLength + U16(tail, at + 20) == tail.Length;
            // A reader that searches backwards takes the last signature, one that believes comment lengths may take an earlier record.
            if (found >= 0 && reachesEnd) return Fail(ZipFaultKind.TwoEndRecords, "two end records fit");
            if (found < 0 && !reachesEnd) return Fail(ZipFaultKind.NoEndRecord, "the last end record does not end the file");
            if (found < 0) found = at;
        }

        if (found < 0) return Fail(ZipFaultKind.NoEndRecord, "none");
        _endOffset = length - tail.Length + found;
        return ReadEnd(tail.AsSpan(found, ZipFormat.EndLength));
    }

    private bool ReadEnd(ReadOnlySpan<byte> end)
    {
        if (!_rules.AllowComments && U16(end, 20) != 0) return Fail(ZipFaultKind.Comment, "archive");
        ushort disk = U16(end, 4), centralDisk = U16(end, 6), countHere = U16(end, 8), count = U16(end, 10);
        uint centralLength = U32(end, 12), centralOffset = U32(end, 16);
        (_count, _centralLength, _centralOffset) = (count, centralLength, centralOffset);
        var wants64 = countHere == ZipFormat.Sentinel16 || count == ZipFormat.Sentinel16
            || centralLength == ZipFormat.Sentinel32 || centralOffset == ZipFormat.Sentinel32;

        var before = _endOffset;
        if (HasLocator())
        {
            if (_rules.IsCanonical && !wants64) return Fail(ZipFaultKind.Zip64, "end record without need");
            if (!ReadEnd64(end)) return false;
            before = _endOffset - ZipFormat.Zip64LocatorLength - ZipFormat.Zip64EndLength;
        }
        else if (disk != 0 || centralDisk != 0 || countHere != count)
        {
            return Fail(ZipFaultKind.SeveralVolumes, "end record");
        }

        if (_count == 0) return Fail(ZipFaultKind.Empty, "no entries");
        if (_count > _rules.Entries) return Fail(ZipFaultKind.TooManyEntries, $"{_count}");
        if (_centralLength > _rules.CentralDirectoryBytes) return Fail(ZipFaultKind.TooLarge, $"central directory of {_centralLength} octets");
        return _centralOffset + _centralLength == before || Fail(ZipFaultKind.Gap, "around the central directory");
    }

    private bool HasLocator() =>
        _endOffset >= ZipFormat.Zip64LocatorLength
        && U32(ReadAt(_endOffset - ZipFormat.Zip64LocatorLength, 4), 0) == ZipFormat.Zip64LocatorSignature;

    private bool ReadEnd64(ReadOnlySpan<byte> end)
    {
        var recordOffset = _endOffset - ZipFormat.Zip64LocatorLength - ZipFormat.Zip64EndLength;
        if (recordOffset < 0) return Fail(ZipFaultKind.Zip64, "end record is not where it must be");
        ReadOnlySpan<byte> octets = ReadAt(recordOffset, ZipFormat.Zip64EndLength + ZipFormat.Zip64LocatorLength);
        var locator = octets[ZipFormat.Zip64EndLength..];
        if (U32(locator, 4) != 0 || U32(locator, 16) != 1) return Fail(ZipFaultKind.SeveralVolumes, "ZIP64 locator");
        if (U64(locator, 8) != (ulong)recordOffset || U32(octets, 0) != ZipFormat.Zip64EndSignature
            || U64(octets, 4) != ZipFormat.Zip64EndLength - 12)
            return Fail(ZipFaultKind.Zip64, "end record is not where it must be");
        if (U32(octets, 16) != 0 || U32(octets, 20) != 0) return Fail(ZipFaultKind.SeveralVolumes, "ZIP64 end record");
        if (_rules.IsCanonical && (U16(octets, 12) != ZipFormat.Version45 || U16(octets, 14) != ZipFormat.Version45))
            return Fail(ZipFaultKind.NotCanonical, "ZIP64 end record");

        ulong countHere = U64(octets, 24), count = U64(octets, 32), length = U64(octets, 40), offset = U64(octets, 48);
        if (countHere != count || count > int.MaxValue || length > long.MaxValue / 2 || offset > long.MaxValue / 2)
            return Fail(ZipFaultKind.Zip64, "values");
        var agree = Agrees16(U16(end, 4), 0) && Agrees16(U16(end, 6), 0) && Agrees16(U16(end, 8), count) && Agrees16(U16(end, 10), count)
            && Agrees32(U32(end, 12), length) && Agrees32(U32(end, 16), offset);
        if (!agree) return Fail(ZipFaultKind.Zip64, "plain and ZIP64 end records disagree");
        (_count, _centralLength, _centralOffset) = ((long)count, (long)length, (long)offset);
        return true;
    }

    /// <summary>A plain field beside a ZIP64 one: the same value, or the sentinel (in canonical form only where the value does not fit).</summary>
    private bool Agrees16(ushort plain, ulong full) => _rules.IsCanonical
        ? plain == Math.Min(full, ZipFormat.Sentinel16)
        : plain == full || plain == ZipFormat.Sentinel16;

    private bool Agrees32(uint plain, ulong full) => _rules.IsCanonical
        ? plain == Math.Min(full, ZipFormat.Sentinel32)
        : plain == full || plain == ZipFormat.Sentinel32;

    // ---- central directory (APPNOTE 4.3.12)

    private bool ReadCentral(CancellationToken cancel)
    {
        var octets = ReadAt(_centralOffset, (int)_centralLength);
        var names = new HashSet<string>();
        long total = 0;
        var at = 0;
        for (var index = 0; index < _count; index++)
        {
            cancel.ThrowIfCancellationRequested();
            var (record, fault) = CentralRecord.Parse(octets.AsSpan(at), index, _rules);
            if (record is null) return Fail(fault!.Kind, fault.Seen);
            if (!names.Add(FileNameKey.Of(record.Entry.Name.TrimEnd('/')))) return Fail(ZipFaultKind.DuplicateName, $"entry {index}");
            total += record.Entry.Size;
            if (total > _rules.TotalBytes) return Fail(ZipFaultKind.TooLarge, $"more than {_rules.TotalBytes} octets of content");
            _records.Add(record);
            at += record.Length;
        }

        return at == octets.Length || Fail(ZipFaultKind.CentralDirectory, "octets after the last record");
    }

    // ---- local headers (APPNOTE 4.3.7)

    private List<ZipEntry>? ReadLocals(CancellationToken cancel)
    {
        if (_rules.IsCanonical && _records.Zip(_records.Skip(1)).Any(pair => pair.First.Entry.HeaderOffset >= pair.Second.Entry.HeaderOffset))
            return Refuse<List<ZipEntry>>(ZipFaultKind.NotCanonical, "order of entries");
        var entries = new ZipEntry[_records.Count];
        long next = 0;
        var byOffset = _records.OrderBy(record => record.Entry.HeaderOffset).ToList();
        for (var i = 0; i < byOffset.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var entry = byOffset[i].Entry;
            if (entry.HeaderOffset < next || entry.HeaderOffset > _centralOffset) return Refuse<List<ZipEntry>>(ZipFaultKind.Overlap, $"entry {entry.Index}");
            if (entry.HeaderOffset > next) return Refuse<List<ZipEntry>>(ZipFaultKind.Gap, $"before entry {entry.Index}");
            var limit = i + 1 < byOffset.Count ? byOffset[i + 1].Entry.HeaderOffset : _centralOffset;
            // Two records for one place, or for places too near to each other.
            if (limit - entry.HeaderOffset < ZipFormat.LocalLength) return Refuse<List<ZipEntry>>(ZipFaultKind.Overlap, $"entry {entry.Index}");
            var header = ReadLocalHeader(entry.HeaderOffset, limit);
            var (dataOffset, fault) = LocalRecord.Check(header, byOffset[i], _rules);
            if (fault is not null) return Refuse<List<ZipEntry>>(fault.Kind, fault.Seen);
            next = dataOffset + entry.CompressedSize;
            if (next > limit) return Refuse<List<ZipEntry>>(ZipFaultKind.Overlap, $"entry {entry.Index}");
            if (byOffset[i].HasDescriptor)
            {
                if (limit - next > 24 || !LocalRecord.IsDescriptor(ReadAt(next, (int)(limit - next)), entry))
                    return Refuse<List<ZipEntry>>(ZipFaultKind.DataDescriptor, $"entry {entry.Index}");
                next = limit;
            }

            entries[entry.Index] = entry with { DataOffset = dataOffset };
        }

        return next == _centralOffset ? [.. entries] : Refuse<List<ZipEntry>>(ZipFaultKind.Gap, "before the central directory");
    }

    /// <summary>The local header with name and extra field, as far as they lie before <paramref name="limit"/>.</summary>
    private byte[] ReadLocalHeader(long offset, long limit)
    {
        var start = ReadAt(offset, (int)Math.Min(ZipFormat.LocalLength, limit - offset));
        if (start.Length < ZipFormat.LocalLength) return start;
        var length = ZipFormat.LocalLength + U16(start, 26) + U16(start, 28);
        return ReadAt(offset, (int)Math.Min(length, limit - offset));
    }

    // ---- octets

    private byte[] ReadAt(long offset, int? count)
    {
        var octets = new byte[count ?? (int)(_source.Length - offset)];
        _source.Position = offset;
        _source.ReadExactly(octets);
        return octets;
    }

    private bool Fail(ZipFaultKind kind, string seen)
    {
        _fault = new ZipFault(kind, seen);
        return false;
    }

    private T? Refuse<T>(ZipFaultKind kind, string seen)
        where T : class
    {
        Fail(kind, seen);
        return null;
    }

    private static ushort U16(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);

    private static uint U32(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);

    private static ulong U64(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]);
}

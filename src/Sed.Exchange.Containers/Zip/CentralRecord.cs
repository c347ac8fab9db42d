using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>One record of the central directory, checked by itself (APPNOTE 4.3.12).</summary>
internal sealed record CentralRecord
{
    /// <summary>Flags 1 and 2 tell how hard a packer tried; some set them for stored entries too.</summary>
    private const int DeflateLevel = 6;

    private const int HostMac = 19, FileTypeMask = 0xF000, RegularFile = 0x8000, PipedInput = 0x1000, FolderType = 0x4000, LinkType = 0xA000;

    /// <summary>What it says.</summary>
    public required ZipEntry Entry { get; init; }

    /// <summary>The name's octets.</summary>
    public required byte[] NameOctets { get; init; }

    /// <summary>Version needed, flags, method, time and date: the first ten octets that the local header repeats.</summary>
    public required byte[] Fixed { get; init; }

    /// <summary>True when sizes are in the ZIP64 field.</summary>
    public required bool SizesIn64 { get; init; }

    /// <summary>Octets of the record.</summary>
    public required int Length { get; init; }

    /// <summary>True when a data descriptor follows the content.</summary>
    public bool HasDescriptor => (Flags & ZipFormat.FlagDescriptor) != 0;

    /// <summary>General purpose flags.</summary>
    public int Flags => BinaryPrimitives.ReadUInt16LittleEndian(Fixed.AsSpan(2));

    /// <summary>Reads the record at the start of <paramref name="octets"/>; exactly one of the two results is null.</summary>
    public static (CentralRecord? Record, ZipFault? Fault) Parse(ReadOnlySpan<byte> octets, int index, ZipRules rules)
    {
        var where = $"entry {index}";
        if (octets.Length < ZipFormat.CentralLength || U32(octets, 0) != ZipFormat.CentralSignature) return Fail(ZipFaultKind.CentralDirectory, where);
        int nameLength = U16(octets, 28), extraLength = U16(octets, 30), commentLength = U16(octets, 32);
        var length = ZipFormat.CentralLength + nameLength + extraLength + commentLength;
        if (octets.Length < length) return Fail(ZipFaultKind.CentralDirectory, where);
        if (commentLength != 0 && !rules.AllowComments) return Fail(ZipFaultKind.Comment, where);
        if (U16(octets, 34) is not (0 or ZipFormat.Sentinel16)) return Fail(ZipFaultKind.SeveralVolumes, where);

        // 1. What may be read at all.
        int flags = U16(octets, 8), method = U16(octets, 10);
        if ((flags & (ZipFormat.FlagEncrypted | (1 << 6) | (1 << 13))) != 0) return Fail(ZipFaultKind.Encrypted, where);
        if (method != ZipFormat.Stored && !(rules.AllowDeflate && method == ZipFormat.Deflated)) return Fail(ZipFaultKind.Method, $"{where}: method {method}");
        var allowed = ZipFormat.FlagUtf8 | (rules.AllowDataDescriptors ? ZipFormat.FlagDescriptor : 0) | (rules.AllowDeflate ? DeflateLevel : 0);
        if ((flags & ZipFormat.FlagDescriptor) != 0 && !rules.AllowDataDescriptors) return Fail(ZipFaultKind.DataDescriptor, where);
        if ((flags & ~allowed) != 0) return Fail(ZipFaultKind.Flags, $"{where}: flags {flags:x4}");

        // 2. The name.
        var nameOctets = octets.Slice(ZipFormat.CentralLength, nameLength).ToArray();
        var name = ZipNames.Decode(nameOctets, rules.AllowBareUtf8 || (flags & ZipFormat.FlagUtf8) != 0);
        if (name is null) return Fail(ZipFaultKind.NameEncoding, where);
        if (!ZipNames.IsSafe(name)) return Fail(ZipFaultKind.Name, where);

        // 3. Sizes and offset, from the ZIP64 field where the plain ones say so (APPNOTE 4.5.3).
        var extra = ExtraFields.Parse(octets.Slice(ZipFormat.CentralLength + nameLength, extraLength), rules);
        if (extra is null) return Fail(ZipFaultKind.ExtraField, where);
        if (!ExtraFields.NamesAgree(extra, name)) return Fail(ZipFaultKind.Name, where);
        uint compressed = U32(octets, 20), size = U32(octets, 24), offset = U32(octets, 42);
        var values = Zip64Values.Of(extra, size, compressed, offset, disk: U16(octets, 34), rules.IsCanonical);
        if (values is null) return Fail(ZipFaultKind.Zip64, where);
        var entry = new ZipEntry
        {
            Index = index,
            Name = name,
            Method = method,
            Crc32 = U32(octets, 16),
            CompressedSize = values.Compressed ?? compressed,
            Size = values.Size ?? size,
            HeaderOffset = values.Offset ?? offset,
        };
        var record = new CentralRecord
        {
            Entry = entry,
            NameOctets = nameOctets,
            Fixed = octets.Slice(6, 10).ToArray(),
            SizesIn64 = values.Size is not null || values.Compressed is not null,
            Length = length,
        };
        var fault = CheckEntry(record, octets, rules) ?? (rules.IsCanonical ? CheckCanonical(record, octets) : null);
        return fault is null ? (record, null) : (null, fault);
    }

    private static ZipFault? CheckEntry(CentralRecord record, ReadOnlySpan<byte> octets, ZipRules rules)
    {
        var entry = record.Entry;
        var where = $"entry {entry.Index}";
        if (entry.Size > rules.EntryBytes || entry.CompressedSize > rules.FileBytes) return new(ZipFaultKind.TooLarge, where);
        if (entry.Method == ZipFormat.Stored && entry.Size != entry.CompressedSize) return new(ZipFaultKind.Size, where);
        if (entry.Size >= rules.RatioFrom && entry.Size / rules.Ratio > entry.CompressedSize) return new(ZipFaultKind.TooLarge, $"{where}: ratio");
        int host = octets[5], mode = (int)(U32(octets, 38) >> 16) & FileTypeMask;
        var isSpecial = mode == LinkType || (host is ZipFormat.HostUnix or HostMac && mode is not (0 or RegularFile or PipedInput or FolderType));
        if (isSpecial) return new(ZipFaultKind.Link, where);
        if (!entry.IsFolder) return host is ZipFormat.HostUnix or HostMac && mode == FolderType ? new(ZipFaultKind.Folder, where) : null;
        return rules.AllowFolders && entry.Size == 0 ? null : new(ZipFaultKind.Folder, where);
    }

    /// <summary>Every field that contents do not determine has the value <see cref="ZipWriter"/> gives it.</summary>
    private static ZipFault? CheckCanonical(CentralRecord record, ReadOnlySpan<byte> octets)
    {
        var entry = record.Entry;
        var is64 = entry.Size >= ZipFormat.Sentinel32 || entry.HeaderOffset >= ZipFormat.Sentinel32;
        var version = is64 ? ZipFormat.Version45 : ZipFormat.Version20;
        var right = U16(octets, 4) == (ZipFormat.HostUnix << 8 | version)
            && U16(octets, 6) == version
            && record.Flags == (ZipNames.IsAscii(entry.Name) ? 0 : ZipFormat.FlagUtf8)
            && U16(octets, 12) == ZipFormat.FixedTime
            && U16(octets, 14) == ZipFormat.FixedDate
            && record.SizesIn64 == entry.Size >= ZipFormat.Sentinel32
            && (U32(octets, 42) == ZipFormat.Sentinel32) == entry.HeaderOffset >= ZipFormat.Sentinel32
            && U16(octets, 34) == 0
            && U16(octets, 36) == 0
            && U32(octets, 38) == ZipFormat.FixedAttributes;
        return right ? null : new ZipFault(ZipFaultKind.NotCanonical, $"entry {entry.Index}");
    }

    private static (CentralRecord? Record, ZipFault? Fault) Fail(ZipFaultKind kind, string seen) => (null, new ZipFault(kind, seen));

    private static ushort U16(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);

    private static uint U32(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);
}

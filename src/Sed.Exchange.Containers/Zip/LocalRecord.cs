using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>Compares a local header and a data descriptor with the central record (APPNOTE 4.3.7, 4.3.9).</summary>
internal static class LocalRecord
{
    /// <summary>Where the content starts, or why the header is refused.</summary>
    public static (long DataOffset, ZipFault? Fault) Check(ReadOnlySpan<byte> header, CentralRecord central, ZipRules rules)
    {
        var entry = central.Entry;
        var where = $"entry {entry.Index}";
        if (header.Length < ZipFormat.LocalLength || U32(header, 0) != ZipFormat.LocalSignature) return Fail(ZipFaultKind.LocalHeader, where);
        int nameLength = U16(header, 26), extraLength = U16(header, 28);
        if (header.Length < ZipFormat.LocalLength + nameLength + extraLength) return Fail(ZipFaultKind.LocalHeader, where);

        // Version needed may differ in the archives of others: some know only later that ZIP64 was needed.
        var versionAgrees = !rules.IsCanonical || header[4..6].SequenceEqual(central.Fixed.AsSpan(0, 2));
        if (!versionAgrees || !header[6..14].SequenceEqual(central.Fixed.AsSpan(2))) return Fail(ZipFaultKind.LocalDiffers, $"{where}: flags, method or time");
        if (!header.Slice(ZipFormat.LocalLength, nameLength).SequenceEqual(central.NameOctets)) return Fail(ZipFaultKind.LocalDiffers, $"{where}: name");

        var extra = ExtraFields.Parse(header.Slice(ZipFormat.LocalLength + nameLength, extraLength), rules);
        if (extra is null) return Fail(ZipFaultKind.ExtraField, where);
        if (!ExtraFields.NamesAgree(extra, entry.Name)) return Fail(ZipFaultKind.Name, where);
        uint crc = U32(header, 14), compressed = U32(header, 18), size = U32(header, 22);
        var values = Zip64Values.Of(extra, size, compressed, offset: null, disk: null, rules.IsCanonical);
        if (values is null) return Fail(ZipFaultKind.Zip64, where);
        if (rules.IsCanonical && values.Size is not null != central.SizesIn64) return Fail(ZipFaultKind.Zip64, where);

        long localSize = values.Size ?? size, localCompressed = values.Compressed ?? compressed;
        // With a descriptor some of the three are unknown when the header is written, and zero.
        bool Agrees(long local, long known) => local == known || (central.HasDescriptor && local == 0);
        if (!Agrees(crc, entry.Crc32) || !Agrees(localSize, entry.Size) || !Agrees(localCompressed, entry.CompressedSize))
            return Fail(ZipFaultKind.LocalDiffers, $"{where}: sizes or checksum");
        return (entry.HeaderOffset + ZipFormat.LocalLength + nameLength + extraLength, null);
    }

    /// <summary>True when the octets between content and next record are exactly a right data descriptor, in one of its four forms.</summary>
    public static bool IsDescriptor(ReadOnlySpan<byte> octets, ZipEntry entry)
    {
        if (octets.Length is 16 or 24)
        {
            if (U32(octets, 0) != ZipFormat.DescriptorSignature) return false;
            octets = octets[4..];
        }

        if (octets.Length is not (12 or 20) || U32(octets, 0) != entry.Crc32) return false;
        return octets.Length == 12
            ? U32(octets, 4) == entry.CompressedSize && U32(octets, 8) == entry.Size
            : U64(octets, 4) == entry.CompressedSize && U64(octets, 12) == entry.Size;
    }

    private static (long DataOffset, ZipFault? Fault) Fail(ZipFaultKind kind, string seen) => (0, new ZipFault(kind, seen));

    private static ushort U16(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);

    private static uint U32(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);

    private static long U64(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadInt64LittleEndian(octets[at..]);
}

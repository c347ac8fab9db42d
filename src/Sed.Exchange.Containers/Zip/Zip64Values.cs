using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>The ZIP64 extra field of one header: the values whose plain fields hold the sentinel, in this order (APPNOTE 4.5.3).</summary>
internal sealed record Zip64Values(long? Size, long? Compressed, long? Offset)
{
    private const int ValueLength = 8;
    private const int DiskLength = 4;

    /// <summary>Reads the field; null when it is absent though needed, there without need, of the wrong length, or has absurd values.</summary>
    /// <param name="extra">The header's extra fields.</param>
    /// <param name="size">Plain field.</param>
    /// <param name="compressed">Plain field.</param>
    /// <param name="offset">Plain field; null: a local header, which has none.</param>
    /// <param name="disk">Plain field; null likewise.</param>
    /// <param name="isCanonical">True: only what must be there may be.</param>
    public static Zip64Values? Of(Dictionary<ushort, byte[]> extra, uint size, uint compressed, uint? offset, ushort? disk, bool isCanonical)
    {
        bool[] wanted = [size == ZipFormat.Sentinel32, compressed == ZipFormat.Sentinel32, offset == ZipFormat.Sentinel32, disk == ZipFormat.Sentinel16];
        if (!extra.TryGetValue(ZipFormat.Zip64ExtraId, out var octets)) return wanted.Contains(true) ? null : new Zip64Values(null, null, null);
        // Some packers leave an unneeded field; it says nothing, so it cannot contradict. Ours never do.
        if (!wanted.Contains(true)) return isCanonical ? null : new Zip64Values(null, null, null);

        var full = Read(octets, wanted) ?? (isCanonical ? null : ReadWithSurplus(octets, wanted, [size, compressed, offset, disk]));
        if (full is null || full.Any(value => value < 0) || full[3] > 0) return null;
        return new Zip64Values(wanted[0] ? full[0] : null, wanted[1] ? full[1] : null, wanted[2] ? full[2] : null);
    }

    private static long?[]? Read(ReadOnlySpan<byte> octets, bool[] present)
    {
        var values = new long?[present.Length];
        for (var index = 0; index < present.Length; index++)
        {
            if (!present[index]) continue;
            var length = index == 3 ? DiskLength : ValueLength;
            if (octets.Length < length) return null;
            values[index] = index == 3 ? BinaryPrimitives.ReadUInt32LittleEndian(octets) : BinaryPrimitives.ReadInt64LittleEndian(octets);
            octets = octets[length..];
        }

        return octets.IsEmpty ? values : null;
    }

    // Some packers write every value. It is one meaning as long as those who read only what they need find it where those do who read all, and the rest
    // repeats the plain fields.
    private static long?[]? ReadWithSurplus(ReadOnlySpan<byte> octets, bool[] wanted, long?[] plain)
    {
        for (var count = wanted.LastIndexOf(true) + 2; count <= wanted.Length; count++)
        {
            bool[] present = [.. wanted.Select((_, index) => index < count)];
            if (Read(octets, present) is not { } values) continue;
            var isOneMeaning = Enumerable.Range(0, count).All(index => index <= wanted.LastIndexOf(true) ? wanted[index] : values[index] == plain[index]);
            return isOneMeaning ? values : null;
        }

        return null;
    }
}

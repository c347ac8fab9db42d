using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>The ZIP64 extra field of one header: only the values whose plain fields hold the sentinel, in this order (APPNOTE 4.5.3).</summary>
internal sealed record Zip64Values(long? Size, long? Compressed, long? Offset)
{
    /// <summary>Reads the field; null when it is absent though needed, there without need, of the wrong length, or has absurd values.</summary>
    public static Zip64Values? Of(Dictionary<ushort, byte[]> extra, bool size, bool compressed, bool offset, bool disk, bool isCanonical)
    {
        var wanted = (size ? 8 : 0) + (compressed ? 8 : 0) + (offset ? 8 : 0) + (disk ? 4 : 0);
        if (!extra.TryGetValue(ZipFormat.Zip64ExtraId, out var octets)) return wanted == 0 ? new Zip64Values(null, null, null) : null;
        // Some packers leave an unneeded field; it says nothing, so it cannot contradict. Ours never do.
        if (wanted == 0) return isCanonical ? null : new Zip64Values(null, null, null);
        if (octets.Length != wanted) return null;
        var at = 0;
        long? Next(bool present)
        {
            if (!present) return null;
            at += 8;
            return (long)BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(at - 8));
        }

        var values = new Zip64Values(Next(size), Next(compressed), Next(offset));
        var isAbsurd = values.Size < 0 || values.Compressed < 0 || values.Offset < 0;
        if (disk && BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(at)) != 0) return null;
        return isAbsurd ? null : values;
    }
}

using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>The extra fields of one header: identifiers and contents, each identifier once (APPNOTE 4.5).</summary>
internal static class ExtraFields
{
    /// <summary>
    /// Fields by identifier, or null when damaged, repeated, not allowed, or followed by octets other than the up to three zeros that
    /// alignment tools leave (where other fields than ZIP64 are allowed).
    /// </summary>
    public static Dictionary<ushort, byte[]>? Parse(ReadOnlySpan<byte> octets, ZipRules rules)
    {
        var fields = new Dictionary<ushort, byte[]>();
        while (octets.Length > 0)
        {
            if (octets.Length < 4) return rules.AllowExtraFields && !octets.ContainsAnyExcept((byte)0) ? fields : null;
            var id = BinaryPrimitives.ReadUInt16LittleEndian(octets);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(octets[2..]);
            if (id != ZipFormat.Zip64ExtraId && !rules.AllowExtraFields) return null;
            if (octets.Length < 4 + length || !fields.TryAdd(id, octets.Slice(4, length).ToArray())) return null;
            octets = octets[(4 + length)..];
        }

        return fields;
    }

    /// <summary>False when a Unicode Path field gives the entry a second, different name (APPNOTE 4.6.9).</summary>
    public static bool NamesAgree(Dictionary<ushort, byte[]> fields, string name) =>
        !fields.TryGetValue(ZipFormat.UnicodePathExtraId, out var path)
        || (path.Length >= 5 && path.AsSpan(5).SequenceEqual(ZipNames.Encode(name)));
}

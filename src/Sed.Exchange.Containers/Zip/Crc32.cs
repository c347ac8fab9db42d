using System.Buffers.Binary;

namespace Sed.Exchange.Containers.Zip;

/// <summary>CRC-32 of ISO 3309 as ZIP uses it, eight octets a step. It finds damage, never fraud: digests do that.</summary>
public struct Crc32
{
    private static readonly uint[][] Tables = MakeTables();

    private uint _state;

    /// <summary>Starts.</summary>
    public Crc32() => _state = uint.MaxValue;

    /// <summary>The checksum of everything appended.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Checksum of octets in memory.</summary>
    public static uint Of(ReadOnlySpan<byte> octets)
    {
        var crc = new Crc32();
        crc.Append(octets);
        return crc.Value;
    }

    /// <summary>Adds octets.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        var crc = _state;
        while (octets.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(octets) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(octets[4..]);
            crc = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][(byte)high] ^ Tables[2][(byte)(high >> 8)] ^ Tables[1][(byte)(high >> 16)] ^ Tables[0][high >> 24];
            octets = octets[8..];
        }

        foreach (var octet in octets) crc = Tables[0][(byte)(crc ^ octet)] ^ (crc >> 8);
        _state = crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var t = 0; t < 8; t++)
        {
            tables[t] = new uint[256];
            for (var i = 0; i < 256; i++)
            {
                var value = t == 0 ? (uint)i : tables[t - 1][i];
                if (t == 0)
                    for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
                else
                    value = tables[0][(byte)value] ^ (value >> 8);
                tables[t][i] = value;
            }
        }

        return tables;
    }
}

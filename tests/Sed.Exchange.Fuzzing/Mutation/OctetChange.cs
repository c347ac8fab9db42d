namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>Changes octets whatever they are.</summary>
internal static class OctetChange
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'<', (byte)'"', (byte)'&', (byte)'#', (byte)';', (byte)'\r', (byte)'\n', (byte)'P', 0x30, 0x82];

    public static byte[] Of(byte[] octets, byte[] other, Random chance)
    {
        var at = chance.Next(octets.Length + 1);
        var length = Math.Min(chance.Next(1, 40), octets.Length - at);
        switch (chance.Next(9))
        {
            case 0 when at < octets.Length:
                return With(octets, at, (byte)(octets[at] ^ (1 << chance.Next(8))));
            case 1 when at < octets.Length:
                return With(octets, at, Interesting[chance.Next(Interesting.Length)]);
            case 2 when at < octets.Length:
                return With(octets, at, (byte)(octets[at] + (chance.Next(2) == 0 ? 1 : -1)));
            case 3:
                return Splice(octets, at, 0, [Interesting[chance.Next(Interesting.Length)]]);
            case 4:
                return Splice(octets, at, length, []);
            case 5:
                return Splice(octets, at, 0, octets.AsSpan(at, length));
            case 6 when chance.Next(4) == 0:
                return octets[..at];
            case 7 when octets.Length > 0:
                // A piece of it somewhere else: lengths and offsets that were right point to the wrong place.
                var from = chance.Next(octets.Length);
                return Splice(octets, at, 0, octets.AsSpan(from, Math.Min(chance.Next(1, 200), octets.Length - from)));
            case 8 when other.Length > 0:
                var start = chance.Next(other.Length);
                return Splice(octets, at, chance.Next(2) == 0 ? 0 : length, other.AsSpan(start, Math.Min(chance.Next(1, 200), other.Length - start)));
            default:
                return [.. octets, 0];
        }
    }

    /// <summary>The octets with a piece replaced.</summary>
    public static byte[] Splice(byte[] octets, int at, int length, ReadOnlySpan<byte> by) => [.. octets.AsSpan(0, at), .. by, .. octets.AsSpan(at + length)];

    private static byte[] With(byte[] octets, int at, byte value)
    {
        var changed = (byte[])octets.Clone();
        changed[at] = value;
        return changed;
    }
}

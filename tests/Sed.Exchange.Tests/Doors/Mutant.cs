namespace Sed.Exchange.Tests.Doors;

/// <summary>Spoils octets in ways that readers stumble over; the same seed spoils in the same way.</summary>
internal sealed class Mutant(int seed)
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'<', (byte)'"', (byte)'&', (byte)'%', (byte)';', (byte)'\r', (byte)'\n', (byte)'P', 0x30, 0x82];

    private readonly Random _chance = new(seed);

    /// <summary>Other octets than the given ones.</summary>
    public byte[] Of(byte[] octets)
    {
        while (true)
        {
            var mutant = octets.ToList();
            for (var changes = _chance.Next(1, 5); changes > 0; changes--) Change(mutant);
            if (!mutant.SequenceEqual(octets)) return [.. mutant];
        }
    }

    private void Change(List<byte> octets)
    {
        var at = _chance.Next(octets.Count + 1);
        var length = Math.Min(_chance.Next(1, 40), octets.Count - at);
        switch (_chance.Next(7))
        {
            case 0 when at < octets.Count:
                octets[at] ^= (byte)(1 << _chance.Next(8));
                break;
            case 1 when at < octets.Count:
                octets[at] = Interesting[_chance.Next(Interesting.Length)];
                break;
            case 2:
                octets.Insert(at, Interesting[_chance.Next(Interesting.Length)]);
                break;
            case 3:
                octets.RemoveRange(at, length);
                break;
            case 4:
                octets.InsertRange(at, octets.GetRange(at, length));
                break;
            case 5 when _chance.Next(4) == 0:
                octets.RemoveRange(at, octets.Count - at);
                break;
            case 6 when octets.Count > 0:
                // A piece of it somewhere else: lengths and offsets that were right point to the wrong place.
                var from = _chance.Next(octets.Count);
                octets.InsertRange(at, octets.GetRange(from, Math.Min(_chance.Next(1, 200), octets.Count - from)));
                break;
        }
    }
}

using Sed.Exchange.Delivery;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Ids and jitter that one seed repeats. Ids are UUIDv7 of the given clock (RFC 9562 section 5.7).</summary>
internal sealed class SeededEntropy(int seed, TimeProvider time) : IEntropy
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private ushort _counter;

    public Guid NewId()
    {
        Span<byte> octets = stackalloc byte[16];
        lock (_lock)
        {
            _random.NextBytes(octets);
            var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
            for (var index = 5; index >= 0; index--, milliseconds >>= 8) octets[index] = (byte)milliseconds;
            _counter++;
            octets[6] = (byte)(0x70 | ((_counter >> 8) & 0x0F));
            octets[7] = (byte)_counter;
            octets[8] = (byte)(0x80 | (octets[8] & 0x3F));
        }

        return new Guid(octets, bigEndian: true);
    }

    public double NextFraction()
    {
        lock (_lock) return _random.NextDouble();
    }
}

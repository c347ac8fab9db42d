using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>
/// What this node shows at its ends of TLS connections: of the keys it holds the one that the directory pins now. New connections show the new key from
/// the time that the directory states; those that stand go on with what they showed.
/// </summary>
/// <param name="keys">The keys held, at least one; the first counts where the directory pins none.</param>
/// <param name="time">The clock.</param>
public sealed class TlsIdentity(IReadOnlyList<TlsKey> keys, TimeProvider time)
{
    private IReadOnlyList<TlsKey> _keys = keys;
    private Func<IReadOnlyList<PinEntry>> _pins = () => [];

    /// <summary>The keys held.</summary>
    public IReadOnlyList<TlsKey> Keys => Volatile.Read(ref _keys);

    /// <summary>The key to be shown now.</summary>
    public TlsKey Current => Choose(Keys, Volatile.Read(ref _pins)(), time.GetUtcNow());

    /// <summary>Of the keys held, the one whose pin in force began last; the first when none is pinned.</summary>
    public static TlsKey Choose(IReadOnlyList<TlsKey> held, IReadOnlyList<PinEntry> pins, DateTimeOffset at) =>
        Rollover.Choose(held, pins.Where(entry => entry.IsInForce(at)), entry => entry.From, (entry, key) => entry.Pin == key.Pin);

    /// <summary>From now on this node's pins are read there: from the directory in force, whichever that is.</summary>
    public void Follow(Func<IReadOnlyList<PinEntry>> pins) => Volatile.Write(ref _pins, pins);

    /// <summary>From now on it holds these. What is held already stays what it is, so that no connection is made anew for it.</summary>
    public void Take(IReadOnlyList<TlsKey> next)
    {
        var before = Keys;
        Volatile.Write(
            ref _keys,
            [.. next.Select(key => before.FirstOrDefault(old => old.Certificate.RawDataMemory.Span.SequenceEqual(key.Certificate.RawDataMemory.Span)) ?? key)]);
    }
}

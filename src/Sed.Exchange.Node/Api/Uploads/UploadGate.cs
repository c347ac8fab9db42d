namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// How many packages and containers are received at once, so that slow or hostile callers take no more than their share (promise 6). Installations have one
/// side and neighbours the other; each is left a quarter, whatever the other does: letters that wait to be sealed must not shut out what neighbours bring.
/// </summary>
public sealed class UploadGate
{
    private readonly int _limit;
    private int _underWay;

    /// <summary>Creates a gate.</summary>
    /// <param name="limit">Most at once, of both sides.</param>
    public UploadGate(int limit)
    {
        _limit = limit;
        Installations = new UploadSide(this, limit);
        Neighbours = new UploadSide(this, limit);
    }

    /// <summary>Where clients of the API enter.</summary>
    public UploadSide Installations { get; }

    /// <summary>Where other nodes enter.</summary>
    public UploadSide Neighbours { get; }

    internal bool TryTake()
    {
        if (Interlocked.Increment(ref _underWay) <= _limit) return true;
        Leave();
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _underWay);
}

namespace Sed.Exchange.Node.Exchange;

/// <summary>Places for directories that peers bring: one of each peer at a time, and few together, because each is in memory whole.</summary>
public sealed class DirectoryPlaces
{
    private const int Most = 8;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _peers = new(StringComparer.Ordinal);

    /// <summary>Takes a place; false: there is none for this peer now.</summary>
    public bool Enter(string peer)
    {
        lock (_gate) return _peers.Count < Most && _peers.Add(peer);
    }

    /// <summary>Gives it back.</summary>
    public void Leave(string peer)
    {
        lock (_gate) _peers.Remove(peer);
    }
}

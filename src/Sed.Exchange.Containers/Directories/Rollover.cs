namespace Sed.Exchange.Containers.Directories;

/// <summary>Which of several keys a node uses: the directory's decision, the same for receipts, seals and TLS.</summary>
public static class Rollover
{
    /// <summary>
    /// Of the keys held, the one whose entry began last: that is what a rollover is for. No entry names one of them: the first, and whoever sees it will not believe it.
    /// </summary>
    /// <typeparam name="TKey">A key.</typeparam>
    /// <typeparam name="TEntry">What the directory lists.</typeparam>
    /// <param name="held">The keys held, at least one.</param>
    /// <param name="inForce">The entries that count at the time asked about.</param>
    /// <param name="from">Since when an entry counts.</param>
    /// <param name="names">True when an entry names a key.</param>
    public static TKey Choose<TKey, TEntry>(IReadOnlyList<TKey> held, IEnumerable<TEntry> inForce, Func<TEntry, DateTimeOffset> from, Func<TEntry, TKey, bool> names)
        where TKey : class => held.Count == 1 ? held[0] : inForce
            .OrderByDescending(from)
            .Select(entry => held.FirstOrDefault(key => names(entry, key)))
            .FirstOrDefault(key => key is not null) ?? held[0];
}

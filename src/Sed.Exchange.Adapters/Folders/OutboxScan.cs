namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// Finds pairs in an outbox by names alone: <c>name.env</c> and <c>name</c>, in it or one minute-stamp folder deeper. Names are read lazily and at most so
/// many pairs are kept in mind.
/// </summary>
internal static class OutboxScan
{
    // «Дело» leaves its minute-stamp folders behind, a thousand a day; those of earlier days would make every look slower for ever.
    private static readonly TimeSpan StampsKept = TimeSpan.FromDays(1);

    /// <summary>Adds new pairs to <paramref name="known"/>, and to what is known how it is spelt.</summary>
    /// <param name="place">Where.</param>
    /// <param name="known">Pairs by stamp and name.</param>
    /// <param name="most">Pairs to keep in mind.</param>
    /// <param name="now">Local time of the outbox, near enough for days.</param>
    /// <param name="found">Gets each new pair.</param>
    /// <returns>Minute-stamp folders that cannot be read now, and why: they keep nobody else waiting.</returns>
    /// <exception cref="IOException">The outbox cannot be read.</exception>
    public static IReadOnlyList<(string Stamp, string Reason)> Find(FolderPlace place, Dictionary<string, WaitingPair> known, int most, DateTime now, Action<WaitingPair> found)
    {
        using var root = HeldFolder.Open(place.Out);
        var stamps = new List<string>();
        foreach (var name in root.Names())
        {
            if (PairName.StampOf(name) is not null) stamps.Add(name);
            else if (!Add(null, name)) return [];
        }

        var unreadable = new List<(string, string)>();
        foreach (var stamp in stamps.Order(StringComparer.Ordinal))
        {
            try
            {
                if (!Read(stamp)) return unreadable;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                unreadable.Add((stamp, FolderFaults.ReasonOf(fault)));
            }
        }

        return unreadable;

        bool Read(string stamp)
        {
            using var folder = root.OpenFolder(stamp);
            if (folder is null) return true;
            var isEmpty = true;
            foreach (var name in folder.Names())
            {
                isEmpty = false;
                if (!Add(stamp, name)) return false;
            }

            if (isEmpty && PairName.StampOf(stamp) is { } minute && now - minute > StampsKept) Remove(folder.FullPath);
            return true;
        }

        bool Add(string? stamp, string name)
        {
            var env = PairName.OfEnv(name);
            if (env is null && !PairName.IsPair(name)) return true;
            var key = $"{stamp}/{env ?? name}".ToUpperInvariant();
            if (!known.TryGetValue(key, out var pair))
            {
                if (known.Count >= most) return false;
                pair = known[key] = new WaitingPair(stamp, env ?? name);
                found(pair);
            }

            // The half that was waited for is here: look at once.
            if (env is null ? !pair.HasFolder : !pair.HasEnv) pair.Due = 0;
            if (env is null) (pair.Folder, pair.HasFolder) = (name, true);
            else (pair.Env, pair.HasEnv) = (name, true);
            return true;
        }
    }

    /// <summary>The key of a pair.</summary>
    public static string KeyOf(WaitingPair pair) => $"{pair.Stamp}/{pair.Name}".ToUpperInvariant();

    private static void Remove(string stamp)
    {
        try
        {
            Directory.Delete(stamp);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Not empty any more, or not ours to delete: it costs a look, no more.
        }
    }
}

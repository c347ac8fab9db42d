namespace Sed.Exchange.Adapters.Folders;

/// <summary>What lies in an installation's folders, seen from outside, whether its node runs or not.</summary>
/// <param name="Waiting">Pairs in the outbox.</param>
/// <param name="WaitingSince">When the oldest of their <c>.env</c> was written.</param>
/// <param name="Errors">Refused pairs that nobody has put right.</param>
/// <param name="Lying">Messages in the inputs.</param>
/// <param name="LyingSince">Since when the oldest of them lies there.</param>
public sealed record FolderView(int Waiting, DateTimeOffset? WaitingSince, int Errors, int Lying, DateTimeOffset? LyingSince)
{
    /// <summary>Looks; changes nothing.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static FolderView Of(FolderPlace place)
    {
        var pairs = new List<WaitingPair>();
        OutboxScan.Find(place, [], int.MaxValue, DateTime.MinValue, pairs.Add);
        var written = pairs.Where(pair => pair.HasEnv).Select(pair => File.GetLastWriteTimeUtc(Path.Combine(place.Out, pair.Stamp ?? string.Empty, pair.Env))).ToList();
        var notes = ((string[])[place.Documents, place.Reports]).SelectMany(input => new OfferShelf(input).Notes(_ => false)).Where(note => note.IsOffered).ToList();
        return new FolderView(
            pairs.Count,
            written.Count == 0 ? null : new DateTimeOffset(written.Min(), TimeSpan.Zero),
            ErrorsIn(place.Errors),
            notes.Count,
            notes.Count == 0 ? null : notes.Min(note => note.At));
    }

    // Who puts a pair right takes it away and leaves its reason, which nobody deletes.
    private static int ErrorsIn(string folder)
    {
        if (!Directory.Exists(folder)) return 0;
        var names = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Where(name => name.EndsWith(ErrorFile.JsonSuffix, StringComparison.OrdinalIgnoreCase))
            .Select(name => name[..^ErrorFile.JsonSuffix.Length])
            .Count(pair => names.Contains(pair) || names.Contains(pair + PairName.EnvSuffix));
    }
}

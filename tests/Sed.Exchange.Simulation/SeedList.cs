using System.Globalization;

namespace Sed.Exchange.Simulation;

/// <summary>
/// Which seeds a run lives, and in what order: first all that ever failed (<c>seeds.txt</c>), then new ones from a number that is given or drawn at the start. Or
/// the seeds from a number and no others: that is how a failure is lived again.
/// </summary>
/// <param name="Known">Those that failed before.</param>
/// <param name="From">Where the others begin.</param>
/// <param name="Count">How many in all.</param>
internal sealed record SeedList(IReadOnlyList<int> Known, int From, int Count)
{
    /// <summary>The seeds from a number.</summary>
    public static SeedList Since(int from, int count) => new([], from, count);

    /// <summary>All that ever failed, then new ones from a number; null: one is drawn.</summary>
    public static SeedList Fresh(int? from, int count) => new(Read(Path.Combine(AppContext.BaseDirectory, "seeds.txt")), from ?? 1_000_000 + Random.Shared.Next(1_000_000_000), count);

    /// <summary>The seed at a place, from 0; null: no more.</summary>
    public int? At(int place) => place >= Count ? null : place < Known.Count ? Known[place] : From + place - Known.Count;

    // A seed a line; what is behind # is for people.
    private static List<int> Read(string file) =>
        [.. File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
}

using System.Globalization;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// Moves pairs out of the outbox by renames, the <c>.env</c> first: a folder without it is no message, so a crash in between leaves nothing that
/// could be taken again, and the half is found and moved later. Renames need no sync: undone by a power cut they show a pair whose message the
/// journal has, and which is recognised.
/// </summary>
internal sealed class PairMoves(FolderPlace place)
{
    private const string DayForm = "yyyy.MM.dd";

    private readonly Lock _naming = new();

    /// <summary>Moves what was taken to the folder of the day.</summary>
    /// <returns>Where it lies: a path without ending.</returns>
    public string ToTaken(WaitingPair pair, DateTimeOffset now)
    {
        var day = Path.Combine(place.Taken, now.ToString(DayForm, CultureInfo.InvariantCulture));
        Directory.CreateDirectory(day);
        return Move(pair, day);
    }

    /// <summary>Moves what was refused.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="name">The name under which the reason stands.</param>
    public void ToErrors(WaitingPair pair, string name)
    {
        Directory.CreateDirectory(place.Errors);
        Move(pair, Path.Combine(place.Errors, name), place.Errors);
    }

    /// <summary>A name for a pair in the errors that nothing has yet; the reason of a pair that is still in the outbox is written again.</summary>
    public string NameInErrors(WaitingPair pair)
    {
        lock (_naming) return Path.GetFileName(FreeName(Path.Combine(place.Errors, pair.Name)));
    }

    /// <summary>Deletes what was moved; what a crash leaves of it goes with its day.</summary>
    public static void Delete(string path)
    {
        File.Delete(path + PairName.EnvSuffix);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>A folder whose <c>.env</c> went before a crash follows it; false: no such half is known.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="amongErrors">
    /// True: to the errors too. Only when nothing has come for a while: whoever brings a refused pair back brings its folder first, and until the <c>.env</c>
    /// follows that looks like a move that was interrupted.
    /// </param>
    public bool FinishHalf(WaitingPair pair, bool amongErrors)
    {
        var (env, folder) = Paths(pair);
        if (File.Exists(env) || !Directory.Exists(folder)) return false;
        var places = Days().Select(day => day.Path).Reverse();
        foreach (var where in amongErrors ? places.Append(place.Errors) : places)
        {
            if (!Directory.Exists(where)) continue;
            lock (_naming)
            {
                for (var number = 1; File.Exists(Numbered(Path.Combine(where, pair.Name), number) + PairName.EnvSuffix); number++)
                {
                    var target = Numbered(Path.Combine(where, pair.Name), number);
                    if (Path.Exists(target)) continue;
                    DurableFiles.Rename(folder, target);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Deletes the days of what was taken that are older than <paramref name="kept"/>; says how many.</summary>
    public int Expire(DateTimeOffset now, TimeSpan kept)
    {
        var old = Days().Where(day => day.Day < now.UtcDateTime.Date - kept).ToList();
        foreach (var day in old) Directory.Delete(day.Path, recursive: true);
        return old.Count;
    }

    private IReadOnlyList<(string Path, DateTime Day)> Days()
    {
        if (!Directory.Exists(place.Taken)) return [];
        var days = new List<(string Path, DateTime Day)>();
        foreach (var path in Directory.EnumerateDirectories(place.Taken))
        {
            if (DateTime.TryParseExact(Path.GetFileName(path), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) days.Add((path, day));
        }

        return [.. days.OrderBy(day => day.Day)];
    }

    private string Move(WaitingPair pair, string into)
    {
        lock (_naming) return Move(pair, FreeName(Path.Combine(into, pair.Name)), into);
    }

    private string Move(WaitingPair pair, string target, string into)
    {
        var (env, folder) = Paths(pair);
        if (!Directory.Exists(into)) throw new DirectoryNotFoundException($"There is no folder {into}.");
        if (Path.Exists(env)) DurableFiles.Rename(env, target + PairName.EnvSuffix);
        if (Path.Exists(folder)) DurableFiles.Rename(folder, target);
        return target;
    }

    private (string Env, string Folder) Paths(WaitingPair pair)
    {
        var where = pair.Stamp is null ? place.Out : Path.Combine(place.Out, pair.Stamp);
        return (Path.Combine(where, pair.Env), Path.Combine(where, pair.Folder));
    }

    private static string FreeName(string wanted)
    {
        for (var number = 1; ; number++)
        {
            var name = Numbered(wanted, number);
            if (!Path.Exists(name) && !Path.Exists(name + PairName.EnvSuffix)) return name;
        }
    }

    private static string Numbered(string name, int number) => number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
}

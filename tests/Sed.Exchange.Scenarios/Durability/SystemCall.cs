using System.Globalization;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>One write, sync or change of a name, as strace saw it.</summary>
/// <param name="Name">fsync, pwrite64, rename…</param>
/// <param name="Path">The file or folder; for a rename the old name.</param>
/// <param name="To">The new name of a rename, else null.</param>
/// <param name="Failed">True: it returned an error.</param>
/// <param name="Injected">True: strace made it fail, the kernel never saw it.</param>
internal sealed partial record SystemCall(string Name, string Path, string? To, bool Failed, bool Injected)
{
    /// <summary>
    /// What is looked at. SQLite and .NET write files with pwrite; <c>write</c> is for sockets, pipes and the console here.
    /// </summary>
    public static IReadOnlyList<string> Traced { get; } =
        ["fsync", "fdatasync", "pwrite64", "pwritev", "ftruncate", "rename", "unlink", "mkdir"];

    /// <summary>True for fsync and fdatasync.</summary>
    public bool IsSync => Name is "fsync" or "fdatasync";

    /// <summary>Which kind of file it went to.</summary>
    public FileKind Kind => FileKinds.Of(Path);

    /// <summary>Reads a log, in the order the calls returned.</summary>
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        var calls = new List<SystemCall>();
        foreach (var line in lines)
        {
            var match = Line().Match(line);
            if (!match.Success) continue;
            var (thread, text) = (match.Groups["thread"].Value, match.Groups["text"].Value);

            // One call in two lines: another thread's came in between.
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                begun[thread] = text[..^"<unfinished ...>".Length];
                continue;
            }

            if (Resumed().Match(text) is { Success: true } resumed && begun.Remove(thread, out var beginning)) text = beginning + text[resumed.Length..];
            if (Call().Match(text) is { Success: true } call) calls.Add(From(call));
        }

        return calls;
    }

    private static SystemCall From(Match call)
    {
        var paths = Paths().Matches(call.Groups["arguments"].Value).Select(path => path.Groups[1].Value + path.Groups[2].Value).ToList();
        return new SystemCall(
            call.Groups["name"].Value,
            paths.Count > 0 ? paths[0] : "",
            call.Groups["name"].Value.StartsWith("rename", StringComparison.Ordinal) && paths.Count > 1 ? paths[^1] : null,
            long.Parse(call.Groups["result"].Value, CultureInfo.InvariantCulture) < 0,
            call.Groups["rest"].Value.Contains("(INJECTED)", StringComparison.Ordinal));
    }

    // Attached to one thread alone, strace does not say which.
    [GeneratedRegex(@"^(?:(?<thread>\d+)\s+)?\d+\.\d+\s(?<text>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>\s?")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+=\s(?<result>-?\d+)(?<rest>.*)$")]
    private static partial Regex Call();

    // A descriptor with its path, 12</data/journal.db-wal>, or a path in quotes.
    [GeneratedRegex("""^\d+<([^>]*)>|"([^"]+)"(?:\.\.\.)?""")]
    private static partial Regex Paths();
}

using System.Globalization;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>Threads of a process, read from /proc.</summary>
internal static class NodeThreads
{
    // The kernel keeps 15 octets of a thread's name.
    private const string JournalWriter = "journal writer";

    /// <summary>The thread that writes a node's journal.</summary>
    public static int JournalOf(int processId) => Of(processId).Single(thread => IsJournal(processId, thread));

    /// <summary>All other threads of a node.</summary>
    public static IReadOnlyList<int> OthersOf(int processId) => [.. Of(processId).Where(thread => !IsJournal(processId, thread))];

    /// <summary>The state of each thread, one letter as in ps(1).</summary>
    public static IEnumerable<char> States(int processId) => Of(processId)
        .Select(thread => Read(processId, thread, "stat"))
        .Where(stat => stat.Length > 0)
        .Select(stat => stat[stat.LastIndexOf(')') + 2]);

    private static IEnumerable<int> Of(int processId) => Directory.GetDirectories($"/proc/{processId}/task")
        .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    private static bool IsJournal(int processId, int thread) => Read(processId, thread, "comm").TrimEnd() == JournalWriter;

    private static string Read(int processId, int thread, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/task/{thread}/{file}");
        }
        catch (IOException)
        {
            // The thread has ended meanwhile.
            return string.Empty;
        }
    }
}

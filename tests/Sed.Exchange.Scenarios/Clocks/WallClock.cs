using System.Globalization;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Clocks;

/// <summary>
/// The wall clock of one node's processes, to be set while they run (libfaketime). Their monotonic clock is the machine's.
/// </summary>
internal sealed class WallClock : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>A clock that is right.</summary>
    public WallClock() => Set(TimeSpan.Zero);

    /// <summary>Variables of a process that lives by it.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["LD_PRELOAD"] = Library(),
        ["FAKETIME_TIMESTAMP_FILE"] = _folder.Of("ahead"),

        // Seconds until the file is read again; at every look it would be most of what the node does.
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>Sets it, while processes read it.</summary>
    /// <param name="ahead">By how much it is ahead of the machine's.</param>
    public void Set(TimeSpan ahead)
    {
        // Whole at every moment: half of it would be another time.
        var next = _folder.Write("next", System.Text.Encoding.ASCII.GetBytes(((long)ahead.TotalSeconds).ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "\n"));
        File.Move(next, _folder.Of("ahead"), overwrite: true);
    }

    public void Dispose() => _folder.Dispose();

    private static string Library() => Directory.GetDirectories("/usr/lib", "faketime", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
        .Select(folder => Path.Combine(folder, "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("libfaketime is not on this machine; ./test.sh installs what is missing.");
}

using System.Text.RegularExpressions;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>A node that starts on a disk which fails: it serves, or it says why it does not; and whatever it left, the next start goes on from there.</summary>
public sealed partial class StartTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyList<(string Call, string Error, int Sample)> Sweeps = [("fsync", "EIO", 2), ("pwrite64", "EIO", 2), ("pwrite64", "ENOSPC", 2)];

    [Fact]
    public async Task Starts_or_says_why_not()
    {
        await using var region = await LiveRegion.StartAsync();
        using var letters = new Correspondence(region);
        await letters.PlayAsync(1024);
        var node = region.Node("lobanovskoe");

        // Killed, so that there is a log to read back; its folder beside an empty one.
        await node.KillAsync();
        var starts = new List<string>();
        foreach (var (call, error, sample) in Sweeps)
        {
            foreach (var isNew in (IReadOnlyList<bool>)[false, true])
            {
                for (var nth = 1; Effort.IsLong || nth <= sample; nth++)
                {
                    if (await StartTwiceAsync(node, isNew, new Fault(FaultScope.Files, call, error, nth)) is not { } start) break;
                    starts.Add(start);
                }
            }
        }

        Report.Write("durability-start", string.Join('\n', starts), output);
        Assert.NotEmpty(starts);
        Assert.All(starts, start => Assert.True(start.EndsWith("serves", StringComparison.Ordinal) || start.Contains(": says ", StringComparison.Ordinal), start));
        await node.RestartAsync();
        await letters.PlayAsync(1024);
        await region.QuietAsync();
        Assert.Empty((await region.AuditAsync()).Violations);
    }

    /// <summary>Starts a node on a copy of its folder, or on a new one, while a call fails; and once more, while none does.</summary>
    /// <returns>What came of the first start; null: it has no such call.</returns>
    private static async Task<string?> StartTwiceAsync(LiveNode node, bool isNew, Fault fault)
    {
        using var folder = new TempFolder();
        var data = folder.Of("data");
        if (!isNew) (await ToolRun.Run("cp", ["-a", node.Made.DataFolder, data])).MustSucceed();
        var (calls, outcome) = await StartOnceAsync(node, data, fault);
        var injected = calls.Where(one => one.Injected).ToList();
        if (injected.Count == 0) return null;
        var start = $"{(isNew ? "new" : "used")} folder, {fault.Call} {fault.Nth} {fault.Error} of {string.Join(" and ", injected.Select(one => one.Kind))}: {outcome}";

        // Nothing is in the way of the next start, and it builds upon nothing that was never synced.
        var (again, whole) = await StartOnceAsync(node, data, fault: null);
        Assert.True(whole == "serves", $"after {start}: {whole}");
        Assert.True(AllNamesWereSynced(again), $"after {start}: the next start did not sync what it found");
        return start;
    }

    // What a dead process made and never synced must not be built upon: the folder itself, the folders of blobs, the log read back, its folder.
    private static bool AllNamesWereSynced(IReadOnlyList<SystemCall> calls)
    {
        var synced = calls.Where(one => one is { IsSync: true, Failed: false }).Select(one => one.Path).ToList();
        return synced.Any(path => path.EndsWith("/data", StringComparison.Ordinal))
            && synced.Any(path => path.EndsWith("/data/blobs", StringComparison.Ordinal))
            && synced.Any(path => FileKinds.Of(path) == FileKind.Log);
    }

    [GeneratedRegex(@"^ready node=.* pid=(?<pid>\d+)", RegexOptions.Multiline)]
    private static partial Regex Ready();

    private static async Task<(IReadOnlyList<SystemCall> Calls, string Outcome)> StartOnceAsync(LiveNode node, string data, Fault? fault)
    {
        await using var strace = Strace.Run(
            fault, "env", $"SEDX_node__data={data}", "dotnet", SedxProcess.Program, "run", "--dev", "--config", node.Made.ConfigFile);
        await Until.True("the node serves or ends", () => strace.HasExited || strace.Said.Contains("ready node=", StringComparison.Ordinal), Patience);
        if (!strace.HasExited)
        {
            (await ToolRun.Run("kill", ["-TERM", Ready().Match(strace.Said).Groups["pid"].Value])).MustSucceed();
            var end = await strace.EndsAsync(Patience);
            return (await strace.StopAsync(), end == 0 ? "serves" : $"served and ended with {end}");
        }

        var code = await strace.EndsAsync(Patience);
        var why = strace.Said.Split('\n').FirstOrDefault(line => line.StartsWith("sedx: ", StringComparison.Ordinal));
        return (await strace.StopAsync(), code is 1 or 2 && why is not null ? $"says {why.TrimEnd()} ({code})" : $"ended with {code}: {strace.Said}");
    }
}

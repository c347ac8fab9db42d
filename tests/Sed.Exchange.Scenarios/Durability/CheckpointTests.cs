using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// The journal's own file is written by checkpoints only, after their commits were acknowledged. SQLite would keep silent about one that fails; a
/// node says so by stopping, or goes on when the disk was only full. Nothing acknowledged depends on it.
/// </summary>
public sealed class CheckpointTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<(string Call, string Error)> Faults =
        Effort.IsLong ? [("fsync", "EIO"), ("pwrite64", "EIO"), ("fsync", "ENOSPC"), ("pwrite64", "ENOSPC")] : [("fsync", "EIO"), ("pwrite64", "ENOSPC")];

    [Fact]
    public async Task A_checkpoint_that_fails_is_not_passed_over()
    {
        await using var region = await LiveRegion.StartAsync();
        using var letters = new Correspondence(region);
        var origin = region.Node("tula");
        var lines = new List<string>();
        foreach (var (call, error) in Faults)
        {
            var fault = new Fault(FaultScope.Journal, call, error, 1);
            var exits = origin.Exits.Count;
            IReadOnlyList<SystemCall> calls;
            await using (var strace = await Strace.AttachAsync(
                [NodeThreads.JournalOf(origin.ProcessId)], fault, Path.Combine(origin.Made.DataFolder, "journal.db")))
            {
                // A checkpoint is due when a thousand pages are in the log.
                await using var load = new Load(letters, writers: 4, largest: 2000, seed: 7);
                await Until.True("a checkpoint fails", () => strace.HasInjected, TimeSpan.FromSeconds(120));
                calls = await strace.StopAsync();
            }

            var injected = Assert.Single(calls, one => one.Injected);
            Assert.Equal(FileKind.Journal, injected.Kind);
            var stops = FaultJudge.IsFatal(injected, fault);
            if (stops) Assert.True(await origin.RecoversAsync(exits), $"tula goes on after {fault}");
            Assert.Equal(stops ? [1] : [], origin.Exits.Skip(exits));
            await letters.TakeEverythingAsync();
            lines.Add($"checkpoint, {call} {error}: {(stops ? "fail-stop, restarted" : "went on")}, {region.Observations.Acknowledged.Count} acknowledged, all collected");
        }

        await region.QuietAsync();
        var audit = await region.AuditAsync();
        lines.Add($"audit: {audit.Checks} checks, {audit.Violations.Count} violations");
        Report.Write("durability-checkpoint", string.Join('\n', lines), output);
        Assert.Empty(audit.Violations);
    }
}

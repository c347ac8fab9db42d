using System.Diagnostics;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// The power fails under load, for all three nodes at once: their threads stop where they are, the device's octets are copied, and the processes
/// never run on. The region starts from the copy.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Writers = 4;

    private static readonly Random Chance = new(20261126);

    [Fact]
    public async Task What_was_acknowledged_is_on_the_disk()
    {
        using var folder = new TempFolder();
        var disk = await LoopDisk.MakeAsync(folder, "disk-0", 512);
        try
        {
            await using var region = await LiveRegion.StartAsync(prepare: made =>
            {
                foreach (var node in made.Nodes) disk.Hold(node);
                return Task.CompletedTask;
            });
            using var letters = new Correspondence(region);
            var lines = new List<string>();
            for (var round = 1; round <= (Effort.IsLong ? 40 : 3); round++)
            {
                var before = region.Observations.Acknowledged.Count;
                var load = new Load(letters, Writers, largest: 200 * 1024, Chance.Next());
                var letter = before + Chance.Next(5, 60);
                await Until.True("there is a load", () => region.Observations.Acknowledged.Count >= letter, TimeSpan.FromSeconds(60));

                // The power fails.
                foreach (var node in region.Nodes) await node.FreezeAsync();
                var image = folder.Of($"disk-{round}.img");
                var copying = Stopwatch.GetTimestamp();
                await disk.CopyAsync(image);
                var took = Stopwatch.GetElapsedTime(copying);
                foreach (var node in region.Nodes) await node.KillAsync();
                await load.DisposeAsync();

                // It comes back.
                await disk.DisposeAsync();
                disk = await LoopDisk.MountAsync(image, folder.Of($"disk-{round}"));
                foreach (var node in region.Nodes) disk.Hold(node.Made);
                foreach (var node in region.Nodes) await node.RestartAsync();
                await letters.TakeEverythingAsync();
                lines.Add($"round {round}: {region.Observations.Acknowledged.Count - before} acknowledged before the cut, copied in {took.TotalMilliseconds:0} ms, all collected once");
            }

            await region.QuietAsync();
            var audit = await region.AuditAsync();
            lines.Add($"{region.Observations.Acknowledged.Count} acknowledged in all; audit: {audit.Checks} checks, {audit.Violations.Count} violations {string.Join('\n', audit.Violations)}");
            Report.Write("power-cut", string.Join('\n', lines), output);
            Assert.Empty(audit.Violations);
        }
        finally
        {
            await disk.DisposeAsync();
        }
    }
}

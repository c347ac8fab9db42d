using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// Promise 1 under a disk that fails: in each exchange one sync, write or rename of one node fails. Whatever was acknowledged is durable, a full disk
/// heals by itself, every other error ends in fail-stop and is over after a restart.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Small = 4 * 1024;
    private const int Large = 1024 * 1024;

    [Theory]
    [InlineData("tula", FileKind.Log, FileKind.Blob, FileKind.BlobFolder, FileKind.Upload)]
    [InlineData("efremov", FileKind.Log, FileKind.Blob, FileKind.BlobFolder)]
    [InlineData("lobanovskoe", FileKind.Log, FileKind.Blob, FileKind.BlobFolder)]
    internal async Task Nothing_is_acknowledged_that_is_not_durable(string role, params FileKind[] kinds)
    {
        var table = new InjectionTable();
        await using var stand = await FaultStand.StartAsync();
        foreach (var sweep in FaultSweep.All)
        {
            // Bounded, the journal is tried with the letter that leaves it the larger share, files with the one that has more of them.
            IReadOnlyList<int> sizes = Effort.IsLong ? [Small, Large] : [sweep.Scope == FaultScope.Journal ? Small : Large];
            foreach (var size in sizes) await sweep.PlayAsync(stand, role, size, Effort.IsLong, table);
        }

        var audit = await stand.Region.AuditAsync();
        Report.Write($"durability-{role}", $"{role}: {table}\naudit: {audit.Checks} checks, {audit.Violations.Count} violations {string.Join('\n', audit.Violations)}", output);
        Assert.Empty(table.Violations);
        Assert.Empty(audit.Violations);
        Assert.Empty(kinds.Except(table.Kinds));
    }
}

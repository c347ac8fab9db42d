using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Damage;

/// <summary>
/// The journal of a relay that was killed under load is damaged. The node does not start on it, says why and what to do, and leaves everything as it is for
/// whoever looks; after the restore that it asks for, the region comes to rest with nothing lost.
/// </summary>
public sealed class DamagedJournalTests(ITestOutputHelper output)
{
    private const string Relay = "efremov";
    private const int Writers = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static readonly int Seed = Effort.Asked("SEDX_DAMAGE_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
    private static readonly int Rounds = Effort.IsLong ? 20 : 1;

    private static string Again =>
        $"Seed {Seed}; again: SEDX_DAMAGE_SEED={Seed} dotnet test tests/Sed.Exchange.Scenarios -c Release --filter Damage.DamagedJournalTests";

    [Fact]
    public async Task A_damaged_journal_is_refused_left_alone_and_made_good_by_a_restore()
    {
        var chance = new Random(Seed);
        var reckoning = new Reckoning();
        Tell(Again);
        using var folder = new TempFolder();
        await using var region = await LiveRegion.StartAsync();
        using var there = new Correspondence(region);
        using var back = new Correspondence(region, backwards: true);
        Correspondence[] ways = [there, back];
        var relay = region.Node(Relay);
        for (var round = 1; round <= Rounds && reckoning.Violations.Count == 0; round++)
        {
            var began = Stopwatch.GetTimestamp();

            // 1. A backup under load, more load, and the relay dies with commits in its log.
            var loads = ways.Select(way => new Load(way, Writers, largest: 30 * 1024, chance.Next(), Pause)).ToList();
            var before = region.Observations.Acknowledged.Count;
            await Until.True("there is a load", () => region.Observations.Acknowledged.Count >= before + 10, Patience);
            var backup = folder.Of($"backup-{round.ToString(CultureInfo.InvariantCulture)}");
            (await SedxProcess.Run("backup", "--config", relay.Made.ConfigFile, "--out", backup)).MustSucceed();
            var backedUp = region.Observations.Acknowledged.Count;
            await Until.True("there is more load", () => region.Observations.Acknowledged.Count >= backedUp + 10, Patience);
            await relay.KillAsync();

            // 2. Its folder, harmed in every way, each time from what the death left. The load goes on at both ends.
            var intact = folder.Of($"intact-{round.ToString(CultureInfo.InvariantCulture)}");
            (await ToolRun.Run("cp", ["-a", relay.Made.DataFolder, intact])).MustSucceed();
            foreach (var harm in Enum.GetValues<Harm>()) Tell($"round {round}: {harm}: {await RefusedAsync(relay, intact, harm, chance)}");

            // 3. The remedy that it names.
            Directory.Delete(relay.Made.DataFolder, recursive: true);
            (await SedxProcess.Run("restore", "--config", relay.Made.ConfigFile, "--from", backup)).MustSucceed();
            await relay.RestartAsync();
            foreach (var load in loads) await load.DisposeAsync();
            await reckoning.SettleAsync(region, ways);
            Tell($"round {round}: restored and at rest, {ways.Sum(way => way.Acknowledged.Count)} acknowledged, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }

        await reckoning.CloseAsync(region, ways);
        Tell(reckoning.ToString());
        reckoning.MustAddUp(Again);
    }

    /// <summary>Starts the node on a harmed copy of its folder.</summary>
    /// <returns>How it refused.</returns>
    private static async Task<string> RefusedAsync(LiveNode node, string intact, Harm harm, Random chance)
    {
        var data = node.Made.DataFolder;
        Directory.Delete(data, recursive: true);
        (await ToolRun.Run("cp", ["-a", intact, data])).MustSucceed();
        var journal = Path.Combine(data, "journal.db");

        // The log has copies of pages, and they would win over what is harmed here: that is no damage then. It was copied into the file before.
        if (harm is not (Harm.Emptied or Harm.Gone)) await FoldAsync(journal);
        HarmedFile.Do(journal, harm, chance);
        var before = await DigestsAsync(data);

        var run = await ToolRun.Run("dotnet", [SedxProcess.Program, "run", "--dev", "--config", node.Made.ConfigFile], patience: Patience);

        // A supervisor does not try again what no start mends.
        var served = run.Output.Contains("ready node=", StringComparison.Ordinal);
        run.MustExitWith(2);
        var said = run.Errors.Split('\n').Last(line => line.Contains("sedx restore", StringComparison.Ordinal)).Trim();

        // Pages that no start reads are met later: what was committed by then lies in a log, and the file is as it was all the same.
        Assert.True(!served || harm is Harm.Garbage or Harm.Zeros, $"It served: {harm}.");
        // By then it may have swept what the death left without a commit.
        var after = await DigestsAsync(data);
        Assert.All(before.Where(file => !served || file.Path == journal), file => Assert.Equal(file, after.SingleOrDefault(other => other.Path == file.Path)));

        var doctor = await SedxProcess.Run("doctor", "--offline", "--json", "--config", node.Made.ConfigFile);
        var codes = JsonDocument.Parse(doctor.MustExitWith(1).Output).RootElement.GetProperty("checks").EnumerateArray()
            .Select(finding => finding.GetProperty("code").GetString()!).Where(code => code.StartsWith("journal-", StringComparison.Ordinal)).ToList();
        Assert.Contains(Assert.Single(codes), (string[])["journal-unreadable", "journal-damaged"]);
        return $"{(served ? "served until it met the damage, " : "")}exit code {run.ExitCode}, doctor {string.Join(", ", codes)}; {said}";
    }

    private static async Task FoldAsync(string journal)
    {
        await using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        await connection.OpenAsync();
        await using var fold = connection.CreateCommand();
        fold.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await fold.ExecuteNonQueryAsync();
    }

    // Without what says who holds the folder, and SQLite's memory of the log, which each start makes anew.
    private static async Task<IReadOnlyList<(string Path, string Digest)>> DigestsAsync(string folder)
    {
        var digests = new List<(string Path, string Digest)>();
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) is "lock" or "lock.pid" or "journal.db-shm") continue;
            await using var file = File.OpenRead(path);
            digests.Add((path, Convert.ToHexStringLower(await SHA256.HashDataAsync(file))));
        }

        return digests;
    }

    private void Tell(string line) => Report.Add("damaged-journal", line, output);
}

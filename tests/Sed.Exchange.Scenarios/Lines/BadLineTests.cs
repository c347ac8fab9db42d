using System.Diagnostics;
using System.Security.Cryptography;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>
/// A TCP proxy of ours stands before each node of a region, and drops, delays, halves, doubles and reorders what nodes say to each other while letters go
/// both ways. Then the lines are good again, and everything comes to rest by itself.
/// </summary>
public sealed class BadLineTests(ITestOutputHelper output)
{
    private const int Writers = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(5);

    private static readonly int Rounds = Effort.Asked("SEDX_LINE_ROUNDS") ?? (Effort.IsLong ? 60 : 2);
    private static readonly int Seed = Effort.Asked("SEDX_LINE_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    // The seed draws what happens to the n-th connection and exchange of a line; which one that is is up to the machine.
    private static string Again =>
        $"Seed {Seed}; again: SEDX_LINE_SEED={Seed} SEDX_LINE_ROUNDS={Rounds} dotnet test tests/Sed.Exchange.Scenarios -c Release --filter Lines.BadLineTests";

    [Fact]
    public async Task Whatever_lines_do_to_what_nodes_say_nothing_is_lost_doubled_or_left_without_its_receipt()
    {
        var chance = new Random(Seed);
        var count = new LineCount();
        var reckoning = new Reckoning();
        var lines = new List<BadLine>();
        Tell(Again);
        try
        {
            await using var region = await LiveRegion.StartAsync(prepare: made =>
            {
                // The proxy stands where the directory says the node is.
                var keys = new LineKeys(made);
                foreach (var node in made.Nodes)
                {
                    var port = Ports.Next();
                    lines.Add(new BadLine(node, port, keys, chance.Next(), count));
                    LiveRegion.Configure(node, file =>
                    {
                        file["listen"]!["exchange"] = $"https://127.0.0.1:{port}";
                        file["delivery"]!["attemptTimeout"] = "00:00:03";
                    });
                }

                return Task.CompletedTask;
            });
            using var there = new Correspondence(region);
            using var back = new Correspondence(region, backwards: true);
            Correspondence[] ways = [there, back];
            for (var round = 1; round <= Rounds && reckoning.Violations.Count == 0; round++)
            {
                var began = Stopwatch.GetTimestamp();
                try
                {
                    // 1. Letters flow through bad lines.
                    foreach (var line in lines) await line.SetAsync(isBad: true);
                    var loads = ways.Select(way => new Load(way, Writers, largest: 60 * 1024, chance.Next(), Pause)).ToList();
                    await Task.Delay(Storm);
                    await Until.True("everything that lines can do was done", () => count.HasMetAll, TimeSpan.FromSeconds(60));
                    foreach (var load in loads) await load.DisposeAsync();

                    // 2. The lines are good again, and everything comes to rest.
                    foreach (var line in lines) await line.SetAsync(isBad: false);
                    var calm = Stopwatch.GetTimestamp();
                    await reckoning.SettleAsync(region, ways);
                    Tell($"round {round}: {ways.Sum(way => way.Acknowledged.Count)} acknowledged, at rest {Stopwatch.GetElapsedTime(calm).TotalSeconds:0.0} s after the lines were good, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
                }
                catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
                {
                    throw new InvalidOperationException($"Round {round}:\n{count}\n{string.Join('\n', region.Nodes.Select(node => $"{node.Made.Id}: {node.Tail}"))}", fault);
                }
            }

            await reckoning.CloseAsync(region, ways);
            Tell($"{count}\n{reckoning}");
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{Again}\n{fault}");
        }
        finally
        {
            foreach (var line in lines) await line.DisposeAsync();
        }

        reckoning.MustAddUp(Again);
        Assert.True(count.Receipts.Otherwise == 0, $"{Again}\nA doubled request was answered with receipts that were signed anew.\n{count}");
        Assert.True(count.OfCopies(SealedConnection.Answered) == 0, $"{Again}\nOctets of TLS, sent twice, were answered.");
    }

    private void Tell(string line) => Report.Add("lines", line, output);
}

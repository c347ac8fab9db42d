using System.Diagnostics;
using System.Security.Cryptography;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Kills;

/// <summary>
/// Nodes of a region are killed (SIGKILL) at random moments while letters go both ways through it, and are started again. After each round
/// everything comes to rest and what both ends were told is compared; at the end, and every hundred rounds, the disks of all nodes are audited.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    // What one audit reads grows with the messages of its region.
    private const int RoundsOfARegion = 100;
    private const int Writers = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static readonly int Rounds = Effort.Asked("SEDX_KILL_ROUNDS") ?? (Effort.IsLong ? 500 : 20);
    private static readonly int Seed = Effort.Asked("SEDX_KILL_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    private readonly Random _chance = new(Seed);
    private readonly KillCount _count = new();

    // The seed draws whom to kill and when; what that interrupts is up to the machine.
    private static string Again =>
        $"Seed {Seed}; again: SEDX_KILL_SEED={Seed} SEDX_KILL_ROUNDS={Rounds} dotnet test tests/Sed.Exchange.Scenarios -c Release --filter Kills.KillTests";

    [Fact]
    public async Task Whoever_dies_whenever_nothing_is_lost_doubled_or_left_without_its_receipt()
    {
        try
        {
            Tell(Again);
            while (_count.Rounds < Rounds && _count.Reckoning.Violations.Count == 0)
            {
                await LiveAsync(Math.Min(RoundsOfARegion, Rounds - _count.Rounds));
            }

            Tell(_count.ToString());
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{Again}\nAfter {_count}\n{fault}");
        }

        _count.Reckoning.MustAddUp(Again);
        Assert.True(_count.Unanswered > 0 || Rounds < 20, $"{Again}\nNo kill met a request: nothing was tried.");
        Assert.Equal(Rounds, _count.Rounds);
    }

    // At once: five hundred rounds take a while, and somebody may look.
    private void Tell(string line) => Report.Add("kills", line, output);

    private async Task LiveAsync(int rounds)
    {
        await using var region = await LiveRegion.StartAsync();
        using var there = new Correspondence(region);
        using var back = new Correspondence(region, backwards: true);
        Correspondence[] ways = [there, back];
        for (var played = 0; played < rounds && _count.Reckoning.Violations.Count == 0; played++)
        {
            var round = KillRound.Draw(_chance, [.. region.Nodes.Select(node => node.Made.Id)]);
            var began = Stopwatch.GetTimestamp();
            try
            {
                await PlayAsync(region, ways, round);
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException(
                    $"Round {_count.Rounds + 1}, {round}:\n{string.Join('\n', region.Nodes.Select(node => $"{node.Made.Id}: {node.Tail}"))}", fault);
            }

            _count.Add(round);
            Tell($"round {_count.Rounds}: {round}; {ways.Sum(way => way.Acknowledged.Count)} acknowledged, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }

        await _count.Reckoning.CloseAsync(region, ways);
    }

    private async Task PlayAsync(LiveRegion region, IReadOnlyList<Correspondence> ways, KillRound round)
    {
        // 1. Letters flow, and go on flowing whatever happens.
        var victims = round.Victims.Select(region.Node).ToList();
        var loads = ways.Select(way => new Load(way, Writers, largest: 30 * 1024, _chance.Next(), Pause)).ToList();
        await Task.Delay(round.After);

        // 2. The victims die, perhaps once more while they start, and come back.
        await Task.WhenAll(victims.Select(victim => victim.KillAsync()));

        // What is under way in that moment is what a death may harm; the later ones only show that everybody goes on.
        loads.ForEach(load => load.SlowDown(5));
        if (round.Again is { } again) await Task.WhenAll(victims.Select(victim => victim.LiveShortlyAsync(again)));
        await Task.Delay(round.Away);
        await Task.WhenAll(victims.Select(victim => victim.RestartAsync()));

        // 3. Everything comes to rest by itself.
        foreach (var load in loads) await load.DisposeAsync();
        foreach (var tries in loads.SelectMany(load => load.Tries))
        {
            // However often it was tried meanwhile, one letter waited.
            _count.Unanswered += tries.Zip(tries.Skip(1)).Count(pair => pair.First == "no answer" && pair.Second != "no answer");
            _count.Repeated += tries.Count(told => told == "200");
        }

        await _count.Reckoning.SettleAsync(region, ways);
    }
}

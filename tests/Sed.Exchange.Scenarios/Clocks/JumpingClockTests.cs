using System.Diagnostics;
using System.Globalization;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Clocks;

/// <summary>
/// The wall clock of a running node jumps by days, ahead and back, under load and while letters wait that would be overdue by it. Nothing is ended or refused
/// for a time that nobody can believe, and when the clock is right again everything is delivered.
/// </summary>
public sealed class JumpingClockTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Long enough for whatever the wrong time would set off: attempts, deadlines, leases come every second here.
    private static readonly TimeSpan Wrong = TimeSpan.FromSeconds(3);

    // More than the three days in which a letter must be delivered, and less than the region is old.
    private static readonly IReadOnlyList<TimeSpan> Jumps = [TimeSpan.FromDays(5), TimeSpan.FromDays(-4)];

    // The origin has most to lose: only it says Undelivered, and it seals.
    private static readonly IReadOnlyList<string> Jumping = Effort.IsLong ? ["tula", "efremov", "lobanovskoe"] : ["tula"];
    private static readonly int Turns = Effort.IsLong ? 10 : 1;

    [Fact]
    public async Task A_clock_that_jumps_by_days_ends_nothing_and_delays_mail_until_it_is_right()
    {
        var reckoning = new Reckoning();
        var clocks = new Dictionary<string, WallClock>();
        try
        {
            foreach (var node in Jumping) clocks[node] = new WallClock();
            await using var region = await LiveRegion.StartAsync(
                surroundings: node => clocks.TryGetValue(node, out var clock) ? new Surroundings { Environment = clock.Environment } : new Surroundings(),
                time: new Earlier(TimeSpan.FromDays(30)));
            using var there = new Correspondence(region);
            using var back = new Correspondence(region, backwards: true);
            Correspondence[] ways = [there, back];
            for (var turn = 1; turn <= Turns && reckoning.Violations.Count == 0; turn++)
            {
                foreach (var (id, clock) in clocks)
                {
                    var began = Stopwatch.GetTimestamp();
                    var loads = ways.Select((way, index) => new Load(way, 1, largest: 20 * 1024, index, Pause)).ToList();
                    string line;
                    try
                    {
                        line = await PlayAsync(region, there, region.Node(id), clock);
                        foreach (var load in loads) await load.DisposeAsync();
                        await reckoning.SettleAsync(region, ways);
                    }
                    catch (TimeoutException fault)
                    {
                        throw new InvalidOperationException(string.Join('\n', region.Nodes.Select(node => $"{node.Made.Id}:\n{Told(node)}")), fault);
                    }

                    Tell(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{id}: {line}; {ways.Sum(way => way.Acknowledged.Count)} acknowledged, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
                }
            }

            await reckoning.CloseAsync(region, ways);
            Tell(reckoning.ToString());
            reckoning.MustAddUp("Clocks");
        }
        finally
        {
            foreach (var clock in clocks.Values) clock.Dispose();
        }
    }

    private static async Task<string> PlayAsync(LiveRegion region, Correspondence there, LiveNode node, WallClock clock)
    {
        // 1. A letter that waits: its recipient's node is away, unless it is the one whose clock is to jump.
        var far = region.Node("lobanovskoe");
        var isAway = node != far;
        if (isAway) await far.KillAsync();
        var waits = await Until.NotNull("a letter is taken", () => there.SubmitAsync(there.Letter(1024), []), Patience);
        if (isAway)
        {
            await Until.NotNull("the relay has it", () => there.StandsAsync(waits.MessageId, "Sent"), Patience);
        }

        // 2. The clock jumps, is doubted, and doors say so; it is right again, and believed.
        var before = region.Nodes.Sum(Unsure);
        foreach (var jump in Jumps)
        {
            await JumpAsync(node, clock, jump, "[2085]");
            await Task.Delay(Wrong);
            await JumpAsync(node, clock, TimeSpan.Zero, "[2086]");
        }

        var unsure = region.Nodes.Sum(Unsure) - before;
        Assert.True(unsure > 0, $"No door of {node.Made.Id} was shut.");
        Assert.All(region.Nodes, one => Assert.DoesNotContain("[2014]", one.Log, StringComparison.Ordinal));

        // 3. What waited goes.
        if (isAway) await far.RestartAsync();
        await Until.NotNull("what waited is delivered", () => there.StandsAsync(waits.MessageId, "Delivered", "Collected"), Patience);
        return $"{string.Join(", ", Jumps.Select(jump => $"{jump.TotalDays:+0;-0} days"))} and back, {unsure} lines clock-unsure{(isAway ? ", a letter waiting meanwhile" : "")}";
    }

    private static async Task JumpAsync(LiveNode node, WallClock clock, TimeSpan ahead, string told)
    {
        var before = Count(node.Log, told);
        clock.Set(ahead);
        await Until.True($"{node.Made.Id} says {told} of a clock that is {ahead} ahead", () => Count(node.Log, told) > before, Patience);
    }

    // Said by the node to installations, and heard from it by its neighbours.
    private static int Unsure(LiveNode node) => Count(node.Log, "clock-unsure");

    private static int Count(string log, string text) => log.Split(text).Length - 1;

    // What repeats for as long as a neighbour is away says nothing new.
    private static string Told(LiveNode node) => string.Join('\n', node.Log.Split('\n')
        .Where(line => !line.Contains("clock-unsure", StringComparison.Ordinal) && !line.Contains("[2013]", StringComparison.Ordinal))
        .TakeLast(40));

    private void Tell(string line) => Report.Add("clocks", line, output);
}

using System.Diagnostics;
using System.Globalization;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Links;

/// <summary>
/// Nodes in network namespaces of their own lose their link under load, for longer than any attempt and pause, and get it back. Connections that stand are
/// not told: they are half open, and one end may have died meanwhile.
/// </summary>
public sealed class CutOffTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    // The region's nodes give an attempt three seconds (below) and pause for one at most.
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(7);

    // An attempt that began just before the link came back, a pause, a new connection, and a machine that is busy. A half-open connection that nobody gave up
    // would take a quarter of an hour.
    private static readonly TimeSpan Comeback = TimeSpan.FromSeconds(25);

    private static readonly IReadOnlyList<(string Node, LinkLoss How, bool Dies)> Sample =
    [
        ("lobanovskoe", LinkLoss.Silent, true),
        ("efremov", LinkLoss.Unplugged, false),
        ("tula", LinkLoss.Disabled, false),
    ];

    private static IEnumerable<(string Node, LinkLoss How, bool Dies)> Rounds => Effort.IsLong
        ? from node in (string[])["tula", "efremov", "lobanovskoe"]
          from how in Enum.GetValues<LinkLoss>()
          from dies in (bool[])[false, true]
          select (node, how, dies)
        : Sample;

    [Fact]
    public async Task A_node_that_is_cut_off_delays_its_own_mail_until_it_is_back_and_no_other()
    {
        var reckoning = new Reckoning();
        await using var board = await Switchboard.MakeAsync(["tula", "efremov", "lobanovskoe"]);
        await using var region = await LiveRegion.StartAsync(
            prepare: made =>
            {
                foreach (var node in made.Nodes)
                {
                    LiveRegion.Configure(node, file =>
                    {
                        file["listen"]!["exchange"] = node.Exchange.GetLeftPart(UriPartial.Authority);
                        file["listen"]!["api"] = node.Api.GetLeftPart(UriPartial.Authority);
                        file["delivery"]!["attemptTimeout"] = "00:00:03";
                    });
                }

                return Task.CompletedTask;
            },
            plan: ports =>
            {
                var usual = ReferenceRegion.Plan(Suite.Ecdsa, ports);
                return usual with { Nodes = [.. usual.Nodes.Select(node => node with { ExchangeHost = board.AddressOf(node.Id), ApiHost = board.DirectAddressOf(node.Id) })] };
            },
            surroundings: node => new Surroundings { Network = board.NetworkOf(node) });
        using var there = new Correspondence(region);
        using var back = new Correspondence(region, backwards: true);
        using var above = new Correspondence(region, ReferenceRegion.Government, ReferenceRegion.Efremov);
        Correspondence[] ways = [there, back, above];
        foreach (var (node, how, dies) in Rounds)
        {
            if (reckoning.Violations.Count > 0) break;
            var began = Stopwatch.GetTimestamp();
            var loads = ways.Select((way, index) => new Load(way, 1, largest: 20 * 1024, index, Pause)).ToList();

            // All other mail of these three nodes goes through the one that is cut off, or comes from it.
            var others = node == "lobanovskoe" ? above : null;
            var (line, comeback) = await PlayAsync(region, board, there, others, (node, how, dies));
            foreach (var load in loads) await load.DisposeAsync();
            await reckoning.SettleAsync(region, ways);
            Tell(string.Create(
                CultureInfo.InvariantCulture,
                $"{node}, {how}{(dies ? ", killed meanwhile" : "")}: {line}, delivered {comeback.TotalSeconds:0.0} s after the link was back; {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        }

        await reckoning.CloseAsync(region, ways);
        Tell(reckoning.ToString());
        reckoning.MustAddUp("Links");
    }

    private static async Task<(string Line, TimeSpan Comeback)> PlayAsync(
        LiveRegion region, Switchboard board, Correspondence cut, Correspondence? others, (string Node, LinkLoss How, bool Dies) round)
    {
        // 1. The link goes while letters are under way on connections that stand.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var logs = region.Nodes.ToDictionary(node => node.Made.Id, node => node.Log.Length);
        var since = Stopwatch.GetTimestamp();
        await board.CutAsync(round.Node, round.How);
        TimeSpan comeback;
        try
        {
            // 2. A letter that has to pass the link, and one for somebody else. The other end dies without a word: packets that would say so do not arrive.
            var waits = await SubmitAsync(cut);
            if (round.Dies)
            {
                await region.Node(round.Node).KillAsync();
                await region.Node(round.Node).RestartAsync();
            }

            if (others is not null)
            {
                var goes = await SubmitAsync(others);
                await Until.NotNull("mail for others is delivered meanwhile", () => others.StandsAsync(goes, "Delivered", "Collected"));
            }

            var rest = Cut - Stopwatch.GetElapsedTime(since);
            if (rest > TimeSpan.Zero) await Task.Delay(rest);
            Assert.Null(await cut.StandsAsync(waits, "Delivered", "Collected"));

            // 3. It comes back.
            await board.JoinAsync(round.Node, round.How);
            var joined = Stopwatch.GetTimestamp();
            await Until.NotNull("what waited is delivered", () => cut.StandsAsync(waits, "Delivered", "Collected"), Comeback);
            comeback = Stopwatch.GetElapsedTime(joined);
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{round}\n{string.Join('\n', region.Nodes.Select(node => $"{node.Made.Id}: {node.Tail}"))}", fault);
        }

        // Attempts ended by themselves, each in its time, and were made again.
        var failed = region.Nodes.Sum(node => Count(node.Log[logs[node.Made.Id]..], "[2010]"));
        var timeouts = region.Nodes.Sum(node => Count(node.Log[logs[node.Made.Id]..], "peer-timeout"));
        Assert.True(failed > 1, $"{round}: nobody tried.");
        Assert.True(timeouts > 0 || round.How != LinkLoss.Silent, $"{round}: no attempt ended at its limit.");
        return ($"{failed} attempts failed, {timeouts} of them at their limit{(others is null ? "" : ", mail for others went on")}", comeback);
    }

    private static async Task<Guid> SubmitAsync(Correspondence way) =>
        (await Until.NotNull("a letter is taken", () => way.SubmitAsync(way.Letter(1024), []))).MessageId;

    private static int Count(string log, string text) => log.Split(text).Length - 1;

    private void Tell(string line) => Report.Add("links", line, output);
}

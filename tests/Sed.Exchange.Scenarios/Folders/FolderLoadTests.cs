using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Folders;

/// <summary>Ten thousand pairs in one outbox: they wait without slowing what is ready, go at a steady rate, and keep nobody else waiting.</summary>
public sealed class FolderLoadTests(ITestOutputHelper output)
{
    private const int Pairs = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Ten_thousand_pairs_do_not_slow_the_outbox()
    {
        await using var node = await FolderNode.StartAsync(new JsonObject { ["patience"] = "1.00:00:00" });
        var lines = new List<string>();

        // 1. An empty outbox, for comparison.
        await LatencyAsync(node, ofRecipient: false);
        var alone = await LatencyAsync(node, ofRecipient: false);

        // 2. Ten thousand folders without .env, and one whole pair among them.
        var halves = Enumerable.Range(0, Pairs).Select(_ => FolderNode.Export(node.Sender, Guid.NewGuid().ToString("N"), withEnv: false)).ToList();
        var among = await LatencyAsync(node, ofRecipient: false);
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"one pair in an empty outbox: {alone.TotalMilliseconds:0} ms; among {Pairs} halves: {among.TotalMilliseconds:0} ms"));

        // 3. The halves become whole: a burst. Another installation's pair in the middle of it.
        var before = await TakenAsync(node);
        foreach (var half in halves) FolderNode.Complete(half);
        var rates = new List<double>();
        var other = TimeSpan.Zero;
        for (var window = 0; window < (Effort.IsLong ? 1000 : 3) && before < Pairs; window++)
        {
            var began = Stopwatch.GetTimestamp();
            if (window == 1) other = await LatencyAsync(node, ofRecipient: true);
            var left = Window - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(left);
            var now = await TakenAsync(node);
            rates.Add((now - before) / Stopwatch.GetElapsedTime(began).TotalSeconds);
            before = now;
        }

        var memory = Process.GetProcessById(node.Live.ProcessId).WorkingSet64 / (1024 * 1024);
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"a burst of {Pairs}: {string.Join(", ", rates.Select(rate => $"{rate:0}"))} pairs/s by windows of {Window.TotalSeconds:0} s; {before} taken; memory {memory} MiB"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"another installation's pair in the middle of it: {other.TotalMilliseconds:0} ms"));
        Report.Write("folders-load", string.Join('\n', lines), output);

        Assert.True(among < TimeSpan.FromSeconds(10), $"among the halves: {among}");
        Assert.True(other < TimeSpan.FromSeconds(15), $"another installation's: {other}");
        Assert.True(rates.Skip(1).Sum() > 0 && memory < 600, string.Join('\n', lines));
        Assert.False(Directory.Exists(Path.Combine(node.Sender.Out, "errors")));
    }

    // From the .env's rename to the pair's leaving the outbox.
    private static async Task<TimeSpan> LatencyAsync(FolderNode node, bool ofRecipient)
    {
        var began = Stopwatch.GetTimestamp();
        var pair = FolderNode.Export(ofRecipient ? node.Recipient : node.Sender, Guid.NewGuid().ToString("N"));
        await Until.True("the pair is taken", () => !File.Exists(pair + ".env"), TimeSpan.FromSeconds(60));
        return Stopwatch.GetElapsedTime(began);
    }

    private static Task<int> TakenAsync(FolderNode node) => node.ReadAsync(journal => journal.AllContainers().Count());
}

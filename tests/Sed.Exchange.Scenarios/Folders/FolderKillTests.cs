using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Folders;

/// <summary>A node that is killed (SIGKILL) again and again while letters go through it from folder to folder.</summary>
public sealed class FolderKillTests(ITestOutputHelper output)
{
    private const int Seed = 20261126;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Every_letter_arrives_and_none_twice()
    {
        await using var node = await FolderNode.StartAsync();
        var random = new Random(Seed);
        var (rounds, written, taken) = (Effort.IsLong ? 200 : 6, new List<string>(), new List<string>());

        // Letters come and are taken at all times, also while there is no node; a burst before each kill keeps both ways busy.
        for (var round = 0; round < rounds; round++)
        {
            for (var letter = 0; letter < 12; letter++)
            {
                written.Add(Guid.NewGuid().ToString("N"));
                FolderNode.Export(node.Sender, written[^1]);
            }

            var until = random.Next(20, 900);
            for (var step = 0; step < until; step += 20)
            {
                if (random.Next(3) == 0) node.Take(taken);
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            await node.Live.KillAsync();
            if (random.Next(2) == 0) node.Take(taken);
            await node.Live.RestartAsync();
        }

        await Until.True("every letter is taken by its recipient", () =>
        {
            node.Take(taken);
            return taken.Distinct().Count() == written.Count;
        }, Patience);
        await Until.True("the node knows it", () => node.ReadAsync(journal => journal.AllDeliveries().Where(row => row.Lane == Lane.In).All(row => row.State == DeliveryState.Collected)), Patience);
        node.Take(taken);

        Report.Write("folders-kill", $"{rounds} kills, {written.Count} letters written, {taken.Count} taken, {taken.Count - taken.Distinct().Count()} twice", output);
        Assert.Equal(written.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
        var containers = await node.ReadAsync(journal => journal.AllContainers().Select(row => row.PackageMessageId!).ToList());
        Assert.Equal(written.Order(StringComparer.Ordinal), containers.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(node.Sender.Out, "*.env", SearchOption.AllDirectories), path => !path.Contains("/taken/", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(node.Sender.Out, "errors")));
        Assert.Equal(0, await node.Live.StopAsync());
    }
}

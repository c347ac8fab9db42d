using System.Diagnostics;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks;

/// <summary>
/// Two nodes in one process with their journals (SQLite) and blobs (files) on disk, joined without a network: admission at the first, reception
/// at the second, and its Delivered stored at the first again. What it leaves out is HTTP, TLS and the wire.
/// </summary>
internal static class WholeDelivery
{
    /// <summary>Submissions made at once when several are under way.</summary>
    public const int UnderWay = 16;

    /// <summary>Measures deliveries per second.</summary>
    /// <param name="region">Keys and directory.</param>
    /// <param name="length">Octets of the document.</param>
    /// <param name="folder">Where the nodes keep their data.</param>
    /// <param name="underWay">Submissions at once.</param>
    /// <param name="options">How long, how often.</param>
    public static async Task<Rate> MeasureAsync(MadeRegion region, int length, string folder, int underWay, BenchmarkOptions options)
    {
        var link = new InProcessLink();
        await using var origin = await RunningGateway.OpenAsync(region, "tula", Path.Combine(folder, "tula"), link);
        await using var recipient = await RunningGateway.OpenAsync(region, "efremov", Path.Combine(folder, "efremov"), link);
        var letter = new Letter(length);
        var count = Math.Max(8, (underWay == 1 ? options.Deliveries / 4 : options.Deliveries) / (length >= 1024 * 1024 ? 4 : 1));

        await RoundAsync(origin, letter, count, underWay);
        var rounds = new List<double>();
        for (var round = 0; round < options.Rounds; round++) rounds.Add(await RoundAsync(origin, letter, count, underWay));
        return Rate.Of(rounds);
    }

    private static async Task<double> RoundAsync(RunningGateway origin, Letter letter, int count, int underWay)
    {
        var left = count;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, underWay).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await DeliverAsync(origin, letter);
        })));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task DeliverAsync(RunningGateway origin, Letter letter)
    {
        var delivery = (await origin.SubmitAsync(letter)).DeliveryId;
        while (true)
        {
            var state = await origin.Journal.ReadAsync(journal => journal.FindDelivery(delivery)!.State, CancellationToken.None);
            if (state == DeliveryState.Delivered) return;
            if (state != DeliveryState.Queued) throw new InvalidOperationException($"The delivery is {state}.");
            if (origin.Dispatching.IsFaulted) await origin.Dispatching;
            await Task.Delay(1);
        }
    }
}

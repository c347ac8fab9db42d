using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>
/// A node as a process takes letters over its API while its neighbour is away, is killed (SIGKILL) under that load and started again: from the start of its
/// process to its first container that the neighbour has answered.
/// </summary>
internal static class Restart
{
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Measures so many kills.</summary>
    public static async Task<string> MeasureAsync(MadeRegion region, int kills)
    {
        var (origin, recipient) = (region.Node("tula"), region.Node("efremov"));
        var added = await RunningNode.RunAsync("client", "add", "benchmark", "--config", origin.ConfigFile, "--organisation", ReferenceRegion.Government.ToString());
        var key = added.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries).Single(word => word.StartsWith("sedx_", StringComparison.Ordinal));
        var text = new StringBuilder("| SIGKILL under load | letters acknowledged and not sent | octets of journal, of its log | ready after, s | first container answered after, s |\n| --- | --- | --- | --- | --- |\n");
        var deliveries = new ConcurrentBag<Guid>();
        for (var kill = 1; kill <= kills; kill++)
        {
            Console.Error.WriteLine($"  kill {kill}");
            await SubmitAsync(origin, key, deliveries);

            var file = Path.Combine(origin.DataFolder, "journal.db");
            var (length, log) = (new FileInfo(file).Length, File.Exists(file + "-wal") ? new FileInfo(file + "-wal").Length : 0);
            var queued = await QueuedAsync(file, deliveries);
            using var neighbour = new RunningNode(recipient);
            await neighbour.Ready;
            var started = Stopwatch.GetTimestamp();
            using var again = new RunningNode(origin);
            var sent = FirstSentAsync(file, queued, started);
            await again.Ready;
            var ready = Stopwatch.GetElapsedTime(started);
            text.Append(CultureInfo.InvariantCulture, $"| {kill} | {queued.Count} | {length:#,0}, {log:#,0} | {ready.TotalSeconds:0.00} | {(await sent).TotalSeconds:0.00} |\n");
        }

        return text.ToString();
    }

    // Four installations hand in without a pause until the node is killed in the middle of it.
    private static async Task SubmitAsync(MadeNode origin, string key, ConcurrentBag<Guid> deliveries)
    {
        using var node = new RunningNode(origin);
        await node.Ready;
        using var client = new ExchangeClient(new ExchangeClientOptions { Address = origin.Api, ApiKey = key, ServerPin = origin.TlsPin, Attempts = 1 });
        var letter = new Letter(4 * 1024);
        var isOver = false;
        var work = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!isOver)
            {
                try
                {
                    var files = letter.Files().Select(file => new OutboundFile(file.Name, file.Length, file.Open)).ToList();
                    var submitted = await client.SubmitAsync(files);
                    deliveries.Add(submitted.Deliveries.Single().DeliveryId);
                }
                catch (ExchangeConnectionException) when (isOver)
                {
                    // It is dead; this one has no answer.
                }
            }
        }).ToList();
        await Task.Delay(Load);
        isOver = true;
        node.Kill();
        await Task.WhenAll(work);
    }

    private static async Task<IReadOnlyList<Guid>> QueuedAsync(string file, IReadOnlyCollection<Guid> deliveries)
    {
        using var journal = SqliteJournal.OpenReadOnly(file);
        return await journal.ReadAsync(reader => deliveries.Where(delivery => reader.FindDelivery(delivery)!.State == DeliveryState.Queued).ToList(), CancellationToken.None);
    }

    private static async Task<TimeSpan> FirstSentAsync(string file, IReadOnlyList<Guid> queued, long started)
    {
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            if ((await QueuedAsync(file, queued)).Count < queued.Count) return Stopwatch.GetElapsedTime(started);
            await Task.Delay(10);
        }

        throw new InvalidOperationException($"Nothing was sent within {Patience.TotalSeconds:0} s.");
    }
}

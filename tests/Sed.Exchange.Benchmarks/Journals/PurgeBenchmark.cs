using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>
/// What purging many ended messages costs the letters that are handed in meanwhile, how fast it is, and what becomes of the journal's file. Twice: down to
/// tombstones, and then the tombstones. Each letter is sealed, verified, synced and committed, one after the other with a pause, as in a quiet town.
/// </summary>
internal static class PurgeBenchmark
{
    private const int Quiet = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Unchanged = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Fortnight = RetentionOptions.ShortestContent;

    /// <summary>Measures.</summary>
    /// <param name="messages">Messages in the journal.</param>
    /// <param name="old">How many of them, the oldest, have lived their time; null: all but those of the last fortnight.</param>
    public static async Task<string> RunAsync(int messages, int? old)
    {
        var life = old is { } some ? JournalFill.Span * (1 - ((double)some / messages)) : Fortnight;
        if (life < Fortnight) life = Fortnight;
        var folder = Directory.CreateTempSubdirectory("sedx-purge-");
        try
        {
            var region = RegionMaker.Make(ReferenceRegion.Plan(Suite.Ecdsa, [.. Enumerable.Range(20_000, 9)]), folder.FullName, TimeProvider.System);
            var link = new InProcessLink();
            var data = region.Node("tula").DataFolder;
            await using var recipient = await RunningGateway.OpenAsync(region, "efremov", region.Node("efremov").DataFolder, link, isDispatching: false);
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"### Of {messages:#,0} ended messages those are purged that are older than {life.TotalDays:0} days\n\n| | letters | median ms | 99 % ms | longest ms | messages a second | journal before MB | after MB | which took s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");

            // 1. Filled, and a quiet hour to compare with.
            await using (var origin = await RunningGateway.OpenAsync(region, "tula", data, link, isDispatching: false))
            {
                var model = await AcceptAsync(origin);
                await origin.Gateway.Dispatcher.StepAsync(CancellationToken.None);
                var leased = await recipient.Gateway.Mailbox.LeaseAsync([ReferenceRegion.Efremov], "benchmark", 1, CancellationToken.None);
                await recipient.Gateway.Mailbox.CollectAsync([ReferenceRegion.Efremov], leased[0].Delivery.DeliveryId, leased[0].Delivery.LeaseId!.Value, CancellationToken.None);
                await recipient.Gateway.Dispatcher.StepAsync(CancellationToken.None);
                await JournalFill.AddAsync(origin.Journal, model, messages, done => Console.Error.WriteLine($"  {done} of {messages}"));

                // Filling takes long, and a node that did not run for so long doubts its clock at the next start.
                await origin.Gateway.Dispatcher.StepAsync(CancellationToken.None);
                Console.Error.WriteLine("  nothing is purged");
                Row(text, "nothing is purged", await LettersAsync(origin, Quiet, null), null, null, null, null);
            }

            // 2. What was filled in is up to a year old.
            await PurgeAsync(text, "down to tombstones", region, data, link, new RetentionOptions { Content = life, Metadata = life, Quarantine = life });
            await PurgeAsync(text, "tombstones", region, data, link, new RetentionOptions { Content = life, Metadata = life, Evidence = life, Quarantine = life });
            return text.ToString();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PurgeAsync(StringBuilder text, string name, MadeRegion region, string data, InProcessLink link, RetentionOptions retention)
    {
        Console.Error.WriteLine($"  {name}");
        using var watch = new PurgeWatch();
        await using var origin = await RunningGateway.OpenAsync(region, "tula", data, link, isDispatching: false, retention, watch);
        var before = (Size(data), Count: await CountAsync(origin, retention));
        var began = Stopwatch.GetTimestamp();
        var step = Task.Run(() => origin.Gateway.Dispatcher.StepAsync(CancellationToken.None));
        var times = await LettersAsync(origin, int.MaxValue, Task.WhenAny(watch.Purged, step));
        var took = Stopwatch.GetElapsedTime(began);

        // What waits of the letters is sent.
        await step;
        var purged = before.Count - await CountAsync(origin, retention);

        // Space comes back while nobody writes, with each checkpoint of the log.
        var idle = Stopwatch.GetTimestamp();
        var (size, since) = (Size(data), TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(idle) is var now && now - since < Unchanged)
        {
            if (Size(data) is var less && less != size) (size, since) = (less, now);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        Row(text, name, times, purged / took.TotalSeconds, before.Item1, size, since);
    }

    private static Task<int> CountAsync(RunningGateway origin, RetentionOptions retention) => origin.Journal.ReadAsync(
        journal => journal.AllContainers().Count(row => retention.Evidence > retention.Content ? row.Remains == Remains.Everything : true), CancellationToken.None);

    private static async Task<List<double>> LettersAsync(RunningGateway origin, int most, Task? until)
    {
        var times = new List<double>();
        while (times.Count < most && until is not { IsCompleted: true })
        {
            var began = Stopwatch.GetTimestamp();
            await AcceptAsync(origin);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(Pause);
        }

        times.Sort();
        return times;
    }

    private static async Task<Guid> AcceptAsync(RunningGateway origin)
    {
        var result = await origin.Gateway.Admission.SubmitAsync(
            new Submission { Organisations = [ReferenceRegion.Government], Client = "benchmark", Files = new Letter(4 * 1024).Files() }, CancellationToken.None);
        return result is AdmissionResult.Accepted accepted ? accepted.Container.MessageId : throw new InvalidOperationException($"Not accepted: {result}");
    }

    private static long Size(string data) => new DirectoryInfo(data).EnumerateFiles("journal.db*").Sum(file => file.Length);

    private static void Row(StringBuilder text, string name, List<double> times, double? rate, long? before, long? after, TimeSpan? shrinking) => text.Append(
        CultureInfo.InvariantCulture,
        $"| {name} | {times.Count} | {At(times, 0.5):0.0} | {At(times, 0.99):0.0} | {At(times, 1):0.0} | {rate:#,0} | {before / 1e6:#,0} | {after / 1e6:#,0} | {shrinking?.TotalSeconds:0} |\n");

    private static double At(List<double> times, double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))];
}

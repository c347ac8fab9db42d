using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Running;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>
/// What the length of the journal costs: accept, deliver and collect with few and with many messages in it, in turn in one run; and how soon a node that was
/// killed (SIGKILL) sends again.
/// </summary>
internal static class JournalBenchmark
{
    private const int Few = 1000;
    private const int Letters = 20;

    /// <summary>Measures.</summary>
    public static async Task<string> RunAsync(int messages, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("sedx-journal-");
        try
        {
            await using var few = await FilledPair.MakeAsync(Path.Combine(folder.FullName, "few"), LoopbackPorts.Find(9), Few);
            var filling = Stopwatch.GetTimestamp();
            var many = await FilledPair.MakeAsync(Path.Combine(folder.FullName, "many"), LoopbackPorts.Find(9), messages);
            Console.Error.WriteLine($"filled in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s");
            string costs;
            await using (many) costs = await CompareAsync(few, many, messages, rounds);
            return costs + await Restart.MeasureAsync(many.Region, Math.Min(rounds, 5));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> CompareAsync(FilledPair few, FilledPair many, int messages, int rounds)
    {
        await RoundAsync(few);
        await RoundAsync(many);
        var (small, large) = (new List<double[]>(), new List<double[]>());
        for (var round = 0; round < rounds; round++)
        {
            // In turn, and each first as often as second: what else the machine does meets both.
            if (round % 2 == 0) small.Add(await RoundAsync(few));
            large.Add(await RoundAsync(many));
            if (round % 2 == 1) small.Add(await RoundAsync(few));
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### A journal of {Few:#,0} and of {messages:#,0} messages\n\n| milliseconds each, median (lowest–highest) of {rounds} rounds of {Letters} | {Few:#,0} | {messages:#,0} | ratio |\n| --- | --- | --- | --- |\n");
        foreach (var (name, at) in new[] { ("accept", 0), ("deliver", 1), ("lease", 2), ("collect", 3), ("receipts back", 4) })
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Say(small, at)} | {Say(large, at)} | {Median(large, at) / Median(small, at):0.00} |\n");
        return text.Append('\n').ToString();
    }

    private static async Task<double[]> RoundAsync(FilledPair pair)
    {
        var times = new double[5];
        var handedIn = new List<DeliveryRow>();
        times[0] = await TimeAsync(async () =>
        {
            for (var letter = 0; letter < Letters; letter++) handedIn.Add(await pair.AcceptAsync());
        });
        times[1] = await TimeAsync(pair.DeliverAsync);
        IReadOnlyList<Delivery.Doors.MailboxItem> leased = [];
        times[2] = await TimeAsync(async () => leased = await pair.LeaseAsync(Letters));
        times[3] = await TimeAsync(() => pair.CollectAsync(leased));
        times[4] = await TimeAsync(pair.SettleAsync);

        // A benchmark of something that does not happen would look splendid.
        foreach (var letter in handedIn)
        {
            if (await pair.StateOfAsync(letter.DeliveryId) is not DeliveryState.Collected and var state) throw new InvalidOperationException($"The delivery is {state}.");
        }

        return times;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / Letters;
    }

    private static double Median(List<double[]> rounds, int at) => rounds.Select(round => round[at]).Order().ElementAt(rounds.Count / 2);

    private static string Say(List<double[]> rounds, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(rounds, at):0.00} ({rounds.Min(round => round[at]):0.00}–{rounds.Max(round => round[at]):0.00})");
}

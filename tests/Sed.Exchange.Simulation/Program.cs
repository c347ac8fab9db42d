using System.Diagnostics;
using System.Globalization;
using Sed.Exchange.Simulation;

// dotnet run -c Release --project tests/Sed.Exchange.Simulation -- --seeds N [--from SEED]
//   without --from   first every seed that ever failed (seeds.txt), then new ones
//   --new-from SEED  where the new ones begin; without it a number is drawn
//   --seconds S      no new seed after so long
//   --node-days D    no new seed after so much was lived
//   --until-broken   no new seed after the first violation
//   --twice          each seed twice: it must take the same course
//   --trace          the digest of each seed's course: a change that only makes it faster leaves it
//   --log            log lines of all nodes
//   --mutations      breaks the node on purpose, way by way, with as many seeds for each; needs the repository around the current folder
//   --only WORDS     of the mutations, those with these words in their name
var options = args.Select((name, index) => (name, value: args.ElementAtOrDefault(index + 1))).Where(pair => pair.name.StartsWith("--", StringComparison.Ordinal))
    .ToDictionary(pair => pair.name, pair => pair.value, StringComparer.Ordinal);
int Number(string name, int usual) => options.TryGetValue(name, out var text) ? int.Parse(text!, CultureInfo.InvariantCulture) : usual;
var count = Number("--seeds", 100);
var limit = options.ContainsKey("--seconds") ? TimeSpan.FromSeconds(Number("--seconds", 0)) : TimeSpan.MaxValue;
var enough = Number("--node-days", int.MaxValue);
if (options.ContainsKey("--mutations")) return Mutation.TryAll(TopOf(Environment.CurrentDirectory), count, options.GetValueOrDefault("--only")) == 0 ? 0 : 1;

var list = options.ContainsKey("--from") ? SeedList.Since(Number("--from", 0), count) : SeedList.Fresh(options.ContainsKey("--new-from") ? Number("--new-from", 0) : null, count);
if (!options.ContainsKey("--from")) Console.WriteLine($"{list.Known.Count} seeds that failed before, then new ones: --from {list.From}");

var gate = new Lock();
var watch = Stopwatch.StartNew();
int next = 0, seeds = 0, violations = 0, messages = 0;
double days = 0;

// One region in one thread; as many regions at once as there are cores.
var threads = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, count)).Select(_ => new Thread(Work)).ToList();
threads.ForEach(thread => thread.Start());
threads.ForEach(thread => thread.Join());
Console.WriteLine($"{messages} messages, {watch.Elapsed.TotalSeconds:F0} s");
Console.WriteLine($"{seeds} seeds, {days:F0} node-days, {violations} violations");
return violations == 0 ? 0 : 1;

static string TopOf(string folder) => File.Exists(Path.Combine(folder, "Sed.Exchange.sln"))
    ? folder
    : TopOf(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Sed.Exchange.sln is in no folder above the current one."));

void Work()
{
    while (watch.Elapsed < limit && Volatile.Read(ref days) < enough && !(Volatile.Read(ref violations) > 0 && options.ContainsKey("--until-broken")))
    {
        if (list.At(Interlocked.Increment(ref next) - 1) is not { } seed) return;
        var run = SimulationRun.Of(seed, options.ContainsKey("--log"));
        IReadOnlyList<string> broken = run.Violations;
        if (options.ContainsKey("--twice") && SimulationRun.Of(seed).Trace != run.Trace) broken = [.. broken, "the same seed took another course"];
        lock (gate)
        {
            seeds++;
            days += run.NodeDays;
            messages += run.Messages;
            violations += broken.Count;
            if (options.ContainsKey("--trace")) Console.WriteLine($"  {seed} {run.Trace:x16}");
            foreach (var violation in broken) Console.WriteLine($"seed {seed}: {violation}");
            if (broken.Count > 0) Console.WriteLine($"  replay: dotnet run -c Release --project tests/Sed.Exchange.Simulation -- --seeds 1 --from {seed} --log");
            else if (seeds % 50 == 0) Console.WriteLine($"  {seeds} seeds, {days:F0} node-days, {watch.Elapsed.TotalSeconds:F0} s");
        }
    }
}

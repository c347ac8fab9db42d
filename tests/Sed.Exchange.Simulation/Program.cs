using System.Diagnostics;
using System.Globalization;
using Sed.Exchange.Simulation;

// dotnet run -c Release --project tests/Sed.Exchange.Simulation -- --seeds N [--from SEED]
//   --seconds S      no new seed after so long
//   --until-broken   no new seed after the first violation
//   --twice          each seed twice: it must take the same course
//   --trace          the digest of each seed's course: a change that only makes it faster leaves it
//   --log            log lines of all nodes
//   --mutations      breaks the node on purpose, way by way, with as many seeds for each; needs the repository around the current folder
var options = args.Select((name, index) => (name, value: args.ElementAtOrDefault(index + 1))).Where(pair => pair.name.StartsWith("--", StringComparison.Ordinal))
    .ToDictionary(pair => pair.name, pair => pair.value, StringComparer.Ordinal);
int Number(string name, int usual) => options.TryGetValue(name, out var text) ? int.Parse(text!, CultureInfo.InvariantCulture) : usual;
var first = Number("--from", 1);
var last = first + Number("--seeds", 100) - 1;
var limit = options.ContainsKey("--seconds") ? TimeSpan.FromSeconds(Number("--seconds", 0)) : TimeSpan.MaxValue;
if (options.ContainsKey("--mutations")) return Mutation.TryAll(TopOf(Environment.CurrentDirectory), last - first + 1) == 0 ? 0 : 1;

var gate = new Lock();
var watch = Stopwatch.StartNew();
int next = first, seeds = 0, violations = 0, messages = 0;
double days = 0;

// One region in one thread; as many regions at once as there are cores.
var threads = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, last - first + 1)).Select(_ => new Thread(Work)).ToList();
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
    while (watch.Elapsed < limit && !(violations > 0 && options.ContainsKey("--until-broken")))
    {
        var seed = Interlocked.Increment(ref next) - 1;
        if (seed > last) return;
        using var logging = options.ContainsKey("--log") ? new LineLogging() : null;
        var run = SimulationRun.Of(seed, logging);
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

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>
/// Runs workers, as many at a time as asked for, each in a process of its own with bounded memory: a worker that dies or stands still is a fault of the input that it was reading. Without
/// an end the targets take turns.
/// </summary>
internal sealed class Supervisor(FuzzOptions options, string folder)
{
    // Nothing that is read takes as long, however busy the machine.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Of one turn of a target when there is no end.
    private const double Turn = 60;

    // Octets in hexadecimal, as the runtime takes them: 1 GiB.
    private const string HeapLimit = "0x40000000";

    private readonly Dictionary<string, WorkerResult> _results = [];

    /// <summary>Runs until the end, or until somebody presses Ctrl+C; true: no faults.</summary>
    public async Task<bool> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        InstrumentedRooms.Make(folder);
        var round = 0;
        do
        {
            using var places = new SemaphoreSlim(options.AtATime);
            await Task.WhenAll(options.Targets.Select(async target =>
            {
                await places.WaitAsync(CancellationToken.None);
                try
                {
                    if (!stop.IsCancellationRequested) await WorkAsync(target.Name, options.Seconds ?? Turn, options.Seed + round, stop.Token);
                }
                finally
                {
                    places.Release();
                }
            }));
            round++;
            foreach (var (name, result) in _results.OrderBy(row => row.Key, StringComparer.Ordinal))
                Console.WriteLine($"{name}: {result.Runs} runs, {result.Edges} edges, {result.InCorpus} in corpus, {result.Faults} faults");
        }
        while (options.Seconds is null && !stop.IsCancellationRequested);
        return _results.Values.All(result => result.Faults == 0);
    }

    private async Task WorkAsync(string name, double seconds, int seed, CancellationToken stop)
    {
        var resultFile = Path.Combine(folder, name + ".result");
        File.Delete(resultFile);
        using var current = new CurrentInput(Path.Combine(folder, name + ".current"), FuzzTarget.MaxBytes);
        current.End();
        using var worker = Process.Start(Command(name, seconds, seed))!;
        var (number, since) = (-1L, Stopwatch.GetTimestamp());
        var stands = false;
        while (!worker.HasExited)
        {
            // Ctrl+C reaches the worker too, and ends it; whoever else stops this process has it do the same.
            await Task.WhenAny(worker.WaitForExitAsync(CancellationToken.None), Task.Delay(Look, CancellationToken.None));
            if (current.Number != number || current.Octets is null) (number, since) = (current.Number, Stopwatch.GetTimestamp());
            if (stands || Stopwatch.GetElapsedTime(since) < Standstill) continue;
            stands = true;
            worker.Kill();
        }

        var faults = 0;
        if (!File.Exists(resultFile) && !stop.IsCancellationRequested)
        {
            faults++;
            var fault = stands ? new Fault("stands", $"no end after {Standstill.TotalSeconds:0} s", "") : new Fault("died", $"the process ended with {worker.ExitCode}", "");
            FaultFolder.Write(options.Faults, name, fault, current.Octets ?? []);
        }

        lock (_results)
        {
            var before = _results.GetValueOrDefault(name) ?? new WorkerResult(0, 0, 0, 0);
            var now = File.Exists(resultFile) ? JsonSerializer.Deserialize<WorkerResult>(File.ReadAllText(resultFile))! : new WorkerResult(current.Number, before.Edges, before.InCorpus, 0);
            _results[name] = new WorkerResult(before.Runs + now.Runs, Math.Max(before.Edges, now.Edges), now.InCorpus, before.Faults + now.Faults + faults);
        }
    }

    private ProcessStartInfo Command(string name, double seconds, int seed)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet") start.ArgumentList.Add(typeof(Supervisor).Assembly.Location);
        string[] arguments = [FuzzOptions.WorkerCommand, name, seconds.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture), folder, options.Faults];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        return start;
    }
}

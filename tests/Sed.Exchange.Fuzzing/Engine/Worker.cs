using System.Diagnostics;
using System.Text.Json;
using Sed.Exchange.Fuzzing.Mutation;
using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>
/// Feeds one target, in a process of its own and inside of the load context with the instrumented rooms: seeds, then what workers before it found, then mutants of both. A mutant that
/// takes a way that was never taken is kept and mutated further.
/// </summary>
internal static class Worker
{
    /// <summary>Works.</summary>
    /// <param name="name">Name of the target.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="seed">Decides what is tried.</param>
    /// <param name="folder">The folder of this and earlier workers.</param>
    /// <param name="faults">Where inputs with faults go.</param>
    public static void Run(string name, double seconds, int seed, string folder, string faults)
    {
        // What is to be counted in must be there before anything that counts runs.
        var coverage = new CoverageMap();
        var target = FuzzTarget.All.Single(target => target.Name == name);
        var chance = new Random(seed);
        var corpus = new Corpus(Path.Combine(folder, name), chance);
        var judge = new Judge(target);
        using var current = new CurrentInput(Path.Combine(folder, name + ".current"), FuzzTarget.MaxBytes);
        var isStopped = false;
        Console.CancelKeyPress += (_, pressed) => pressed.Cancel = isStopped = true;
        var places = new HashSet<string>();
        var clock = Stopwatch.StartNew();
        long runs = 0;

        foreach (var input in target.Seeds()) Read(input, isSeed: true, isKept: true);
        foreach (var input in corpus.Earlier()) Read(input, isSeed: false, isKept: true);
        while (!isStopped && clock.Elapsed.TotalSeconds < seconds)
        {
            var mutant = Mutant.Of(corpus.Pick(), corpus.Pick(), chance);
            if (mutant.Length <= FuzzTarget.MaxBytes) Read(mutant, isSeed: false, isKept: false);
        }

        File.WriteAllText(Path.Combine(folder, name + ".result"), JsonSerializer.Serialize(new WorkerResult(runs, coverage.Edges, corpus.Count, places.Count)));

        void Read(byte[] input, bool isSeed, bool isKept)
        {
            runs++;
            coverage.Clear();
            current.Begin(input);
            var started = Stopwatch.GetTimestamp();
            var fault = isSeed ? judge.Learn(input) : judge.Look(input);
            var cost = Stopwatch.GetElapsedTime(started).TotalSeconds;
            current.End();
            if (fault is not null)
            {
                if (!places.Add($"{fault.Kind} {fault.Place}")) return;
                FaultFolder.Write(faults, name, fault, isSeed ? input : Shrinking.Of(input, shorter => Look(shorter) is { } same && same.Kind == fault.Kind && same.Place == fault.Place));
            }
            else if (coverage.Learn() || isKept)
            {
                if (isKept) corpus.Add(input, cost);
                else corpus.Keep(input, cost);
            }
        }

        Fault? Look(byte[] input)
        {
            current.Begin(input);
            var fault = judge.Look(input);
            current.End();
            return fault;
        }
    }
}

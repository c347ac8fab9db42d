using System.Globalization;
using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Fuzzing;

/// <summary>What is fuzzed, for how long, and where things are kept.</summary>
internal sealed record FuzzOptions
{
    /// <summary>First argument of a worker's process.</summary>
    public const string WorkerCommand = "worker";

    /// <summary>The usage, one line.</summary>
    public const string Usage = "usage: Sed.Exchange.Fuzzing [--target NAME]… [--seconds N] [--seed N] [--at-a-time N] [--corpus DIR] [--faults DIR] [--replay FILE]";

    /// <summary>What is fuzzed.</summary>
    public IReadOnlyList<FuzzTarget> Targets { get; init; } = FuzzTarget.All;

    /// <summary>Seconds of each target; null: until Ctrl+C.</summary>
    public double? Seconds { get; init; }

    /// <summary>Decides what is tried.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Targets at a time.</summary>
    public int AtATime { get; init; } = Environment.ProcessorCount;

    /// <summary>Where inputs that were found stay for the next run; null: they do not.</summary>
    public string? Corpus { get; init; }

    /// <summary>Where inputs with faults are written.</summary>
    public string Faults { get; init; } = Path.Combine(Path.GetTempPath(), "sedx-faults");

    /// <summary>An input to read once, instead of fuzzing.</summary>
    public string? Replay { get; init; }

    /// <summary>Reads the command line; null: not understood.</summary>
    public static FuzzOptions? Parse(string[] arguments)
    {
        var options = new FuzzOptions();
        var targets = new List<FuzzTarget>();
        for (var at = 0; at + 1 < arguments.Length; at += 2)
        {
            var value = arguments[at + 1];
            switch (arguments[at])
            {
                case "--target" when FuzzTarget.All.FirstOrDefault(target => target.Name == value) is { } target:
                    targets.Add(target);
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds):
                    options = options with { Seconds = seconds };
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--at-a-time" when int.TryParse(value, CultureInfo.InvariantCulture, out var places) && places > 0:
                    options = options with { AtATime = places };
                    break;
                case "--corpus":
                    options = options with { Corpus = Path.GetFullPath(value) };
                    break;
                case "--faults":
                    options = options with { Faults = Path.GetFullPath(value) };
                    break;
                case "--replay":
                    options = options with { Replay = value };
                    break;
                default:
                    return null;
            }
        }

        if (arguments.Length % 2 != 0 || (options.Replay is not null && targets.Count != 1)) return null;
        return targets.Count > 0 ? options with { Targets = targets } : options;
    }
}

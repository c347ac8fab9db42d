using System.Diagnostics;

namespace Sed.Exchange.Benchmarks.Signatures;

/// <summary>Runs a tool of others to its end, in the folder of the measurement.</summary>
internal sealed class Tool(string folder)
{
    /// <summary>Runs it; what it printed.</summary>
    /// <exception cref="InvalidOperationException">It said no: the time of a failure measures nothing.</exception>
    public string Run(string name, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Where the GOST engine is switched on; others do not read it.
        start.Environment["OPENSSL_CONF"] = Path.Combine(folder, "openssl.cnf");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name} {string.Join(' ', arguments)}: {errors.Result}");
    }

    /// <summary>How many a second, when a process does several: the time of many less the time of one, so that its start is not measured.</summary>
    public Rate Repeated(BenchmarkOptions options, int times, string name, params IReadOnlyList<string> arguments)
    {
        double Seconds(int count)
        {
            var started = Stopwatch.GetTimestamp();
            Run(name, [.. arguments.Take(1), "--repeat", $"{count}", .. arguments.Skip(1)]);
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        Seconds(1);
        return Rate.Of(Enumerable.Range(0, options.Rounds).Select(_ => times / Math.Max(1e-6, Seconds(times + 1) - Seconds(1))).ToList());
    }
}

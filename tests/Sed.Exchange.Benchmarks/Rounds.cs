using System.Diagnostics;

namespace Sed.Exchange.Benchmarks;

/// <summary>Runs one operation again and again: a round to warm up, then rounds that count.</summary>
internal static class Rounds
{
    /// <summary>Measures on one thread.</summary>
    /// <param name="options">How long, how often.</param>
    /// <param name="operation">The operation; what it returns is kept alive, so that nothing is optimised away.</param>
    public static Rate Measure<T>(BenchmarkOptions options, Func<T> operation)
    {
        Round(options.Round, operation);
        return Rate.Of(Enumerable.Range(0, options.Rounds).Select(_ => Round(options.Round, operation)).ToList());
    }

    private static double Round<T>(TimeSpan length, Func<T> operation)
    {
        var count = 0;
        var started = Stopwatch.GetTimestamp();
        do
        {
            GC.KeepAlive(operation());
            count++;
        }
        while (Stopwatch.GetElapsedTime(started) < length);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

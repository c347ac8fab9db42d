using System.Globalization;

namespace Sed.Exchange.Benchmarks;

/// <summary>Operations per second over several rounds.</summary>
/// <param name="Median">The median round.</param>
/// <param name="Slowest">The slowest round.</param>
/// <param name="Fastest">The fastest round.</param>
internal sealed record Rate(double Median, double Slowest, double Fastest)
{
    /// <summary>Seconds of one operation in the median round.</summary>
    public double Seconds => 1 / Median;

    /// <summary>The rate of several rounds.</summary>
    public static Rate Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        return new Rate(sorted[sorted.Count / 2], sorted[0], sorted[^1]);
    }

    /// <summary>Median and, in brackets, slowest and fastest round.</summary>
    public override string ToString() => $"{Short(Median)} ({Short(Slowest)}–{Short(Fastest)})";

    // Three digits: more would claim a precision that a shared machine does not give.
    private static string Short(double rate)
    {
        var step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(rate)) - 2));
        return rate < 100
            ? rate.ToString("0.0", CultureInfo.InvariantCulture)
            : (Math.Round(rate / step) * step).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
    }
}

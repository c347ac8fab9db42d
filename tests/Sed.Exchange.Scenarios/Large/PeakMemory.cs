using System.Globalization;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>The most memory a process ever held: VmHWM, which the kernel counts, not the process.</summary>
internal static class PeakMemory
{
    private const string Field = "VmHWM:";

    /// <summary>Mebibytes; null when the process has ended.</summary>
    public static double? Of(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(row => row.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            // It ended between two looks.
            return null;
        }
    }

    /// <summary>Runs <c>sedx</c> to its end and watches it; fails unless it succeeds.</summary>
    public static async Task<(double Peak, string Output)> OfCommandAsync(TimeSpan patience, params string[] arguments)
    {
        await using var process = SedxProcess.Start(arguments);
        var peak = 0.0;
        await Until.True($"{process.Command} ends", () =>
        {
            peak = Math.Max(peak, Of(process.Id) ?? 0);
            return process.HasExited;
        }, patience);
        Assert.True(await process.Ends() == 0, $"{process.Command}\n{process.Output}\n{process.Errors}");
        return (peak, process.Output);
    }
}

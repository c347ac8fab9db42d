using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Sed.Exchange.Benchmarks;

/// <summary>Where and when figures were measured: without it they mean nothing.</summary>
internal static class Machine
{
    /// <summary>One line: date, commit, processor, cores, runtime.</summary>
    public static string Describe(DateTimeOffset at)
    {
        // "0.1.0+<commit>": the SDK writes the commit into every assembly.
        var version = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var commit = version.Split('+') is [_, { Length: >= 10 } hash] ? hash[..10] : "unknown";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {at:yyyy-MM-dd} at commit `{commit}`: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}.\n");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();
}

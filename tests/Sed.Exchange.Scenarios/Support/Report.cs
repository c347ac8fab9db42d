using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>What a scenario counted. The console of a test run shows only failures: <c>test.sh</c> prints these files after the tests.</summary>
internal static class Report
{
    /// <summary>Writes a report under a name, and into the test's own output.</summary>
    public static void Write(string name, string text, ITestOutputHelper output)
    {
        output.WriteLine(text);
        if (FileOf(name) is { } file) File.WriteAllText(file, text + "\n");
    }

    /// <summary>Adds a line to a report, for whoever watches a long one.</summary>
    public static void Add(string name, string line, ITestOutputHelper output)
    {
        output.WriteLine(line);
        if (FileOf(name) is { } file) File.AppendAllText(file, line + "\n");
    }

    private static string? FileOf(string name) => Environment.GetEnvironmentVariable("SEDX_TEST_RUN") is { Length: > 0 } run
        ? Path.Combine(Directory.CreateDirectory(Path.Combine(run, "reports")).FullName, name + ".txt")
        : null;
}

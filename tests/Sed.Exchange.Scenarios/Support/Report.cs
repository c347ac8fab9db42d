using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>What a scenario counted. The console of a test run shows only failures: <c>test.sh</c> prints these files after the tests.</summary>
internal static class Report
{
    /// <summary>Writes a report under a name, and into the test's own output.</summary>
    public static void Write(string name, string text, ITestOutputHelper output)
    {
        output.WriteLine(text);
        if (Environment.GetEnvironmentVariable("SEDX_TEST_RUN") is not { Length: > 0 } run) return;
        var folder = Directory.CreateDirectory(Path.Combine(run, "reports"));
        File.WriteAllText(Path.Combine(folder.FullName, name + ".txt"), text + "\n");
    }
}

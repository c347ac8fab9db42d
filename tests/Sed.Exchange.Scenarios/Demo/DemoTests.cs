using System.Text.Json;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Demo;

/// <summary><c>sedx demo</c> as a newcomer and as a script run it: every suite, every sabotage, and what its JSON says.</summary>
public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData("gost", "gost-2012-256")]
    [InlineData("gost-512", "gost-2012-512")]
    [InlineData("rsa", "rsa-sha256")]
    [InlineData("ecdsa", "ecdsa-p256-sha256")]
    public async Task One_letter_goes_there_and_back_and_the_audit_finds_nothing(string suite, string name)
    {
        using var folder = new TempFolder();
        var (run, document) = await Play(folder, "--suite", suite);
        run.MustSucceed();

        Assert.Empty(SchemaCheck.Faults("sedx-demo-1.schema.json", document));
        Assert.True(document.GetProperty("ok").GetBoolean());
        Assert.Equal(name, document.GetProperty("suite").GetString());
        Assert.Equal(
            ["appeal", "registration", "answer", "damaged", "broken-signature", "kill"],
            document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()!));
        var promises = document.GetProperty("promises").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], promises.Select(promise => promise.GetProperty("number").GetInt32()));
        Assert.All(promises, promise => Assert.True(promise.GetProperty("checks").GetInt32() > 0));

        // The killed node was started again: two processes.
        Assert.Contains(document.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("pids").GetArrayLength() == 2);
        Assert.All(
            document.GetProperty("nodes").EnumerateArray().SelectMany(node => node.GetProperty("pids").EnumerateArray()),
            pid => Assert.False(Lives(pid.GetInt32(), folder.Path)));

        // The evidence it wrote convinces our program and everybody else's.
        var evidence = document.GetProperty("evidence")[0].GetProperty("file").GetString()!;
        var trust = Path.Combine(document.GetProperty("dir").GetString()!, "trust");
        (await SedxProcess.Run("verify", evidence, "--trust", trust)).MustSucceed();
        foreach (var command in document.GetProperty("evidence")[0].GetProperty("verify").EnumerateArray().Select(line => line.GetString()!))
        {
            if (command.StartsWith("sedx ", StringComparison.Ordinal)) continue;
            (await ToolRun.Run("sh", ["-e", "-c", command], folder.Path)).MustSucceed();
        }
    }

    [Theory]
    [InlineData("lose", 1)]
    [InlineData("double", 3)]
    [InlineData("forge", 4)]
    public async Task The_audit_sees_what_was_spoiled(string sabotage, int promise)
    {
        using var folder = new TempFolder();
        var (run, document) = await Play(folder, "--suite", "ecdsa", "--sabotage", sabotage);
        run.MustExitWith(1);

        Assert.Empty(SchemaCheck.Faults("sedx-demo-1.schema.json", document));
        Assert.False(document.GetProperty("ok").GetBoolean());
        var broken = document.GetProperty("promises").EnumerateArray().Single(line => line.GetProperty("number").GetInt32() == promise);
        Assert.NotEqual(0, broken.GetProperty("violations").GetArrayLength());

        // It is the sabotage that fails, not the play.
        Assert.All(document.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean()));
    }

    // The number may be another program's by now; its command line names the folder only while it is ours.
    private static bool Lives(int pid, string folder) =>
        File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal);

    private static async Task<(ToolRun Run, JsonElement Document)> Play(TempFolder folder, params string[] arguments)
    {
        var run = await ToolRun.Run(
            "dotnet", [SedxProcess.Program, "demo", "--json", "--dir", folder.Of("demo"), .. arguments], folder.Path, patience: Patience);
        Assert.True(run.Output.StartsWith('{'), $"Exit code {run.ExitCode}:\n{run.Output}\n{run.Errors}");
        return (run, JsonDocument.Parse(run.Output).RootElement.Clone());
    }
}

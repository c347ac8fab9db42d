using System.Text.Json;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Folders;

/// <summary><c>sedx demo --channel folders</c>: the same play, the same audit, and no installation that knows more than its folders.</summary>
public sealed class FolderDemoTests
{
    [Fact]
    public async Task One_letter_goes_there_and_back_through_folders_alone()
    {
        using var folder = new TempFolder();
        var run = await ToolRun.Run(
            "dotnet", [SedxProcess.Program, "demo", "--json", "--channel", "folders", "--suite", "ecdsa", "--dir", folder.Of("demo")], folder.Path, patience: TimeSpan.FromMinutes(4));
        run.MustSucceed();
        var document = JsonDocument.Parse(run.Output).RootElement;

        Assert.Empty(SchemaCheck.Faults("sedx-demo-1.schema.json", document));
        Assert.True(document.GetProperty("ok").GetBoolean());
        Assert.Equal("folders", document.GetProperty("channel").GetString());
        Assert.Equal(
            ["appeal", "registration", "answer", "damaged", "broken-signature", "kill"],
            document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()!));

        // No installation had a key.
        var clients = await SedxProcess.Run("client", "list", "--json", "--config", Path.Combine(folder.Of("demo"), "tula", "node.json"));
        Assert.DoesNotContain("delo-", clients.MustSucceed().Output, StringComparison.Ordinal);
    }
}

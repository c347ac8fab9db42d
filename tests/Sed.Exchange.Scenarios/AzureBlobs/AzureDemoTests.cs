using System.Text;
using System.Text.Json;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary><c>sedx demo --blobs azure</c>: the whole demo with every node's containers in the account, and an audit that reads them there.</summary>
public sealed class AzureDemoTests(AzuriteFixture azure) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task The_whole_demo_plays_on_Azure_and_the_audit_finds_nothing()
    {
        using var folder = new TempFolder();
        var document = await Play(folder, 0);

        Assert.Empty(SchemaCheck.Faults("sedx-demo-1.schema.json", document));
        Assert.True(document.GetProperty("ok").GetBoolean());
        Assert.Equal("azure", document.GetProperty("blobs").GetString());
        Assert.All(document.GetProperty("promises").EnumerateArray(), promise => Assert.True(promise.GetProperty("checks").GetInt32() > 0));

        // The containers are there, one for each node, and no node has blobs on its disk.
        var containers = new List<string>();
        await foreach (var container in azure.Account().GetBlobContainersAsync()) containers.Add(container.Name);
        foreach (var node in new[] { "tula", "efremov", "lobanovskoe" })
        {
            Assert.Contains(containers, name => name.StartsWith("sedx-demo-", StringComparison.Ordinal) && name.EndsWith($"-{node}", StringComparison.Ordinal));
            Assert.False(Directory.Exists(folder.Of("demo", node, "data", "blobs")));
            Assert.Empty(Directory.GetFiles(folder.Of("demo", node, "data", "spool")));

            // The log of no node shows the key.
            Assert.DoesNotContain(azure.Azurite.Key, File.ReadAllText(folder.Of("demo", node, "run.log")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_audit_sees_that_a_container_was_deleted_from_the_account()
    {
        using var folder = new TempFolder();
        var document = await Play(folder, 1, "--sabotage", "lose");

        Assert.NotEqual(0, document.GetProperty("promises")[0].GetProperty("violations").GetArrayLength());
        Assert.All(document.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean()));
    }

    [Theory]
    [InlineData("--blobs", "azure")]
    [InlineData("--blobs", "s3")]
    [InlineData("--blobs-connection-file", "/dev/null")]
    public async Task Half_an_account_is_said_to_be_half(params string[] arguments) =>
        (await SedxProcess.Run(["demo", "--suite", "ecdsa", .. arguments])).MustExitWith(2);

    private async Task<JsonElement> Play(TempFolder folder, int exitCode, params string[] arguments)
    {
        var connection = folder.Write("account", Encoding.UTF8.GetBytes(azure.Azurite.ConnectionString));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(connection, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var run = await ToolRun.Run(
            "dotnet",
            [SedxProcess.Program, "demo", "--json", "--suite", "ecdsa", "--dir", folder.Of("demo"), "--blobs", "azure", "--blobs-connection-file", connection, .. arguments],
            folder.Path,
            patience: TimeSpan.FromMinutes(4));
        run.MustExitWith(exitCode);
        return JsonDocument.Parse(run.Output).RootElement.Clone();
    }
}

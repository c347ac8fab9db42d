using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Docs;

/// <summary><c>docs/integration.md</c> shows an installation's programmer every step with curl; here its blocks meet a running node.</summary>
public sealed class IntegrationTests
{
    [Fact]
    public async Task Every_block_of_the_document_does_what_it_says()
    {
        using var folder = new TempFolder();
        var ports = Ports.Take(9);
        var region = RegionMaker.Make(ReferenceRegion.Plan(Suite.Gost256, ports), folder.Of("region"), TimeProvider.System);
        var node = region.Node("tula");
        await using var running = SedxProcess.Start("run", "--dev", "--config", node.ConfigFile);
        await running.Says("ready node=tula");
        Directory.CreateDirectory(folder.Of("work"));

        var script = DocumentScript.Read("docs/integration.md");
        Assert.True(script.Count >= 12);
        var fault = await script.FindFaultAsync(folder.Of("work"), new Dictionary<string, string?>
        {
            ["API"] = node.Api.GetLeftPart(UriPartial.Authority),
            ["CACERT"] = region.TlsAuthorityFile,
            ["KEY"] = await KeyOf(node, "government", ReferenceRegion.Government),
            ["RECIPIENT_KEY"] = await KeyOf(node, "office", ReferenceRegion.MoscowOffice),
            ["SENDER"] = ReferenceRegion.Government.ToString(),
            ["RECIPIENT"] = ReferenceRegion.MoscowOffice.ToString(),
            ["LC_ALL"] = "C.UTF-8",
        });

        Assert.Null(fault);
    }

    private static async Task<string> KeyOf(MadeNode node, string client, Guid organisation)
    {
        var added = await SedxProcess.Run("client", "add", client, "--config", node.ConfigFile, "--organisation", organisation.ToString());
        var key = added.MustSucceed().Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal));
        return key.Trim();
    }
}

using System.Text.Json;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Scenarios.Demo;

namespace Sed.Exchange.Tests.Node;

/// <summary>Disputes and what is kept apart, as an administrator sees them at the terminal beside a running node.</summary>
public sealed class KeepingCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_message_is_put_in_dispute_shown_so_and_released()
    {
        using var government = node.Client(node.GovernmentKey);
        var officials = DemoRegion.OfficialsOf(DemoRegion.Government).Select(row => new Signer(row, node.Region.KeyOf(row).Open(), 1)).ToList();
        var sent = (await government.SubmitAsync(Letters.Appeal([DemoRegion.MoscowOffice], officials, TimeProvider.System.GetUtcNow()).Files)).MessageId.ToString();

        var (code, output, errors) = await RunningNode.CommandAsync("hold", sent, "--reason", "дело 7-21/2026", "--config", node.ConfigFile);
        Assert.True(code == 0, errors);
        Assert.Contains(sent, output, StringComparison.Ordinal);
        (code, output, _) = await RunningNode.CommandAsync("hold", "--config", node.ConfigFile, "--json");
        Assert.Equal(0, code);
        Assert.Empty(SchemaCheck.Faults("sedx-hold-1.schema.json", JsonDocument.Parse(output).RootElement));
        Assert.Contains("дело 7-21/2026", JsonDocument.Parse(output).RootElement.GetProperty("holds")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        (_, output, _) = await RunningNode.CommandAsync("status", sent, "--config", node.ConfigFile);
        Assert.Contains("дело 7-21/2026", output, StringComparison.Ordinal);
        (_, output, _) = await RunningNode.CommandAsync("status", sent, "--config", node.ConfigFile, "--json");
        Assert.Empty(SchemaCheck.Faults("sedx-status-1.schema.json", JsonDocument.Parse(output).RootElement));

        Assert.Equal(0, (await RunningNode.CommandAsync("hold", sent, "--release", "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("hold", sent, "--release", "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("hold", sent, "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("hold", "--release", "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("hold", Guid.NewGuid().ToString(), "--reason", "x", "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("hold", sent, "--reason", " ", "--config", node.ConfigFile)).Code);
        (_, output, _) = await RunningNode.CommandAsync("hold", "--config", node.ConfigFile);
        Assert.Empty(output.Trim());
    }

    [Fact]
    public async Task Where_nothing_is_kept_apart_it_is_said()
    {
        var (code, output, errors) = await RunningNode.CommandAsync("quarantine", "list", "--config", node.ConfigFile, "--json");
        Assert.True(code == 0, errors);
        Assert.Empty(SchemaCheck.Faults("sedx-quarantine-1.schema.json", JsonDocument.Parse(output).RootElement));
        foreach (var command in new[] { "show", "retry" })
            Assert.Equal(2, (await RunningNode.CommandAsync("quarantine", command, Guid.NewGuid().ToString(), "--config", node.ConfigFile)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("quarantine", "list", "--max", "0", "--config", node.ConfigFile)).Code);
    }
}

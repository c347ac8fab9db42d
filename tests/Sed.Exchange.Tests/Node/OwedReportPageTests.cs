using System.Text.Json;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Scenarios.Demo;

namespace Sed.Exchange.Tests.Node;

/// <summary>What a running node shows of reports: asked for, received, made by itself; over the API, the command line and the page.</summary>
public sealed class OwedReportPageTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_collected_appeal_shows_its_reception_made_by_the_node_and_what_is_still_asked_for()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var appeal = Letters.Appeal([DemoRegion.MoscowOffice], [new Signer(official, node.Region.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow());
        var sent = await government.SubmitAsync(appeal.Files);
        var item = (await office.LeaseAsync()).Single(one => one.MessageId == sent.MessageId);
        await office.CollectAsync(item);

        // The node makes it by itself; waiting for mail is how an installation learns of it.
        var made = Assert.Single(await government.ListAsync(DemoRegion.Government.Id, TimeSpan.FromSeconds(30), 10));
        Assert.True(made.MadeByNode);
        Assert.False(made.Unmatched);
        Assert.Equal(("report", sent.MessageId, DemoRegion.Government.Id), (made.Kind, made.InReplyTo!.Value, made.Sender.Id));

        using var http = node.Http(node.GovernmentKey);
        var status = await http.GetStringAsync($"api/v1/messages/{sent.MessageId}");
        using var document = JsonDocument.Parse(status);
        Assert.Empty(SchemaCheck.Faults("sedx-status-1.schema.json", document.RootElement));
        var owed = document.RootElement.GetProperty("deliveries")[0].GetProperty("owedReports").EnumerateArray()
            .ToDictionary(one => one.GetProperty("kind").GetString()!, one => one.GetProperty("state").GetString());
        Assert.Equal(7, owed.Count);
        Assert.Equal(("Received", "Owed"), (owed["Reception"], owed["Registration"]));

        var (code, output, errors) = await RunningNode.CommandAsync("status", sent.MessageId.ToString(), "--config", node.ConfigFile);
        Assert.True(code == 0, errors);
        Assert.Contains("получены: о приёме", output, StringComparison.Ordinal);
        Assert.Contains(": о регистрации, о пересылке", output, StringComparison.Ordinal);
        var (_, ofReport, _) = await RunningNode.CommandAsync("status", made.MessageId.ToString(), "--config", node.ConfigFile);
        Assert.Contains("[составлено узлом по квитанции]", ofReport, StringComparison.Ordinal);

        var card = await government.GetCardAsync(made.DeliveryId);
        Assert.True(card.MadeByNode);

        using var browser = new HttpClient();
        var page = await browser.GetStringAsync(new Uri(node.Console, "/?lang=ru"));
        Assert.Contains("получены: о приёме", page, StringComparison.Ordinal);
        Assert.Contains("[составлено узлом по квитанции]", page, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Scenarios.Demo;

namespace Sed.Exchange.Tests.Node;

/// <summary>Execution control as an installation, a stranger, an administrator at the terminal and one at the page see it.</summary>
public sealed class ControlTests(RunningNode node) : IClassFixture<RunningNode>
{
    private static readonly string Town = DemoRegion.Efremov.Id.ToString();

    [Fact]
    public async Task An_appeal_shows_who_must_do_what_by_when_and_what_was_reported()
    {
        // 1. The appeal goes to the office on this node and to a town that is down.
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var officials = DemoRegion.OfficialsOf(DemoRegion.Government).Select(row => new Signer(row, node.Region.KeyOf(row).Open(), 1)).ToList();
        var appeal = Letters.Appeal([DemoRegion.MoscowOffice, DemoRegion.Efremov], officials, TimeProvider.System.GetUtcNow());
        var asked = (SevDocInfo)appeal.Passport;
        var sent = (await government.SubmitAsync(appeal.Files)).MessageId;
        Assert.Single(await office.LeaseAsync(), item => item.MessageId == sent);
        var execution = Resolutions.Execution(asked, asked.Tasks[0], DemoRegion.MoscowOffice, "Заявителю отвечено.", TimeProvider.System.GetUtcNow());
        await office.SubmitAsync(execution.Files);

        // 2. Over the API: by deadline, the overdue first; the schema holds.
        using var http = node.Http(node.GovernmentKey);
        var page = await ReadAsync(http, $"?message={sent}");
        Assert.Equal(["Overdue", "Open", "Open", "Open"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString()));
        var resolution = page.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "Resolution");
        Assert.Equal(["Done", "Open"], resolution.GetProperty("executors").EnumerateArray().Select(executor => executor.GetProperty("state").GetString()));
        Assert.Equal("Заявителю отвечено.", resolution.GetProperty("executors")[0].GetProperty("report").GetString());

        // 3. Filters, and pages without gap or repeat.
        Assert.Equal(1, await CountAsync(http, "?overdue=true"));
        Assert.Equal(4, await CountAsync(http, $"?executor={Town}"));
        Assert.Equal(2, await CountAsync(http, $"?executor={DemoRegion.MoscowOffice.Id}"));
        Assert.Equal(1, await CountAsync(http, $"?dueBefore={TimeProvider.System.GetUtcNow().AddHours(3):yyyy-MM-dd}"));
        Assert.Equal(0, await CountAsync(http, "?dueBefore=2001-01-01T00:00:00Z"));
        var uids = new List<string>();
        string? next = null;
        do
        {
            var one = await ReadAsync(http, $"?max=1&message={sent}{(next is null ? string.Empty : $"&after={next}")}");
            uids.Add(Assert.Single(one.GetProperty("items").EnumerateArray()).GetProperty("uid").GetString()!);
            next = one.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("uid").GetString()), uids);
        var typed = await government.GetControlAsync(new ControlFilter { Executor = DemoRegion.Efremov.Id, OverdueOnly = true });
        Assert.Equal(("Организовать временный проезд.", "2"), (Assert.Single(typed.Items).Text, typed.Items[0].Number));
        foreach (var mistake in new[] { "?max=0", "?max=501", "?after=x", "?after=YWJj", "?dueBefore=tomorrow", "?executor=x", "?overdue=perhaps" })
            Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/api/v1/control" + mistake)).StatusCode);

        // 4. The office sees its own part; of the town's it knows nothing. Other organisations' views are closed, and so are other people's messages.
        using var officeHttp = node.Http(node.OfficeKey);
        var own = await ReadAsync(officeHttp, $"?message={sent}");
        var ownResolution = own.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "Resolution");
        Assert.Equal(["Done", "NotKnown"], ownResolution.GetProperty("executors").EnumerateArray().Select(executor => executor.GetProperty("state").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await officeHttp.GetAsync($"/api/v1/control?organisation={DemoRegion.Government.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await officeHttp.GetAsync($"/api/v1/control?message={Guid.NewGuid()}")).StatusCode);

        // 5. An administrator over the API sees states and organisations, no text and nobody's name.
        using var administrator = node.Http(node.AdministratorKey);
        var shown = (await ReadAsync(administrator, "?all=true")).GetRawText();
        Assert.Contains("Overdue", shown, StringComparison.Ordinal);
        foreach (var content in new[] { "проезд", "отвечено", "Кузнецов", "Морозов" }) Assert.DoesNotContain(content, shown, StringComparison.Ordinal);

        // 6. At the terminal: the exit code says the worst, the text says who and what.
        var (code, output, errors) = await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--organisation", DemoRegion.Government.Id.ToString(), "--message", sent.ToString());
        Assert.True(code == 1, errors);
        foreach (var said in new[] { "ПРОСРОЧЕНО", "Организовать временный проезд.", "Морозов", "«Заявителю отвечено.»", "не доложено", "документ на контроле", "ОГ-71/1742" })
            Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Matches(@"доложено \d\d\.\d\d\.\d{4}", output);
        (code, output, _) = await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--json", "--all");
        Assert.Equal(1, code);
        Assert.Empty(SchemaCheck.Faults("sedx-control-1.schema.json", JsonDocument.Parse(output).RootElement));
        (code, output, _) = await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--executor", DemoRegion.MoscowOffice.Id.ToString(), "--lang", "en");
        Assert.Equal(3, code);
        Assert.Contains("document on control", output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--due-before", "2001-01-01")).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--due-before", "вчера")).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--max", "0")).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("control", "--config", node.ConfigFile, "--message", Guid.NewGuid().ToString())).Code);
        var keyFile = Path.Combine(node.Folder, "office.key");
        await File.WriteAllTextAsync(keyFile, node.OfficeKey);
        (code, output, errors) = await RunningNode.CommandAsync(
            "control", "--api", node.Api.ToString(), "--key-file", keyFile, "--authority", node.Region.TlsAuthorityFile, "--message", sent.ToString(), "--json");
        Assert.True(code == 3, errors);
        Assert.Empty(SchemaCheck.Faults("sedx-control-1.schema.json", JsonDocument.Parse(output).RootElement));

        // 7. One line in the status of the message: API, terminal, page.
        var status = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/messages/{sent}")).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-status-1.schema.json", status));
        var line = status.GetProperty("control");
        Assert.Equal((4, 1, 1, 1), (line.GetProperty("assigned").GetInt32(), line.GetProperty("reported").GetInt32(), line.GetProperty("done").GetInt32(), line.GetProperty("overdue").GetInt32()));
        (_, output, _) = await RunningNode.CommandAsync("status", sent.ToString(), "--config", node.ConfigFile);
        Assert.Contains("исполнитель МО г. Ефремов, доложено 1 из 4, исполнено 1, просрочено 1", output, StringComparison.Ordinal);
        using var console = new HttpClient { BaseAddress = node.Console };
        var html = await console.GetStringAsync("/?lang=ru");
        Assert.Contains("<p class=\"control bad\">✗ контроль: до ", html, StringComparison.Ordinal);
        foreach (var content in new[] { "проезд", "отвечено", "Кузнецов", "Морозов" }) Assert.DoesNotContain(content, html, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, string query)
    {
        var page = JsonDocument.Parse(await http.GetStringAsync("/api/v1/control" + query)).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-control-1.schema.json", page));
        return page;
    }

    private static async Task<int> CountAsync(HttpClient http, string query) => (await ReadAsync(http, query)).GetProperty("items").GetArrayLength();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Packages;
using PassportCard = Sed.Exchange.Packages.Cards.RegistrationCard;

namespace Sed.Exchange.Tests.Node;

/// <summary>Cards of a running node: of a document everything to register it, of a report everything to close one's own card.</summary>
public sealed class CardTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_document_is_registered_from_its_card_without_typing()
    {
        var (item, appeal) = await ReceiveAsync("исх/17");
        using var office = node.Client(node.OfficeKey);
        var folder = Path.Combine(node.Folder, "registered");

        var card = await office.DownloadCardAsync(item.DeliveryId, folder);

        var document = card.Document!;
        Assert.Equal(("sedx-card/1", "document", item.MessageId), (card.Schema, card.Kind, card.MessageId));
        Assert.Equal(("ОГ-71/1742", "Обращения граждан", "общий", "1"), (document.Number, document.Group!.Text, document.Access!.Text, document.Consists));
        Assert.Equal(["Правительство ТО", null], document.Correspondents.Select(row => row.Party.Name));
        Assert.Equal("Берёзкина Мария Петровна", document.Correspondents[1].Party.Person);
        Assert.Equal(("UnderControl", appeal.Documents[0].Control!.Deadline), (document.Control!.State, document.Control.Deadline));
        var task = Assert.Single(card.Tasks);
        Assert.Equal((appeal.Tasks[0].Uid, appeal.Tasks[0].Text, true), (task.Uid, task.Text, task.Executors[0].Responsible));
        Assert.Equal(
            ["Reception", "Registration", "Forwarding", "Consideration", "Execution", "Redirection", "Answer"], card.Owed!.Select(row => row.Kind));
        Assert.All(card.Owed!, row => Assert.Equal(("Owed", true), (row.State, row.Until > card.SentAt.AddDays(29))));
        Assert.Equal(("passed", "9999000013"), (card.Seal.Result, card.Seal.Inn));

        var file = Assert.Single(document.Files);
        Assert.Equal((Path.Combine(folder, "Обращение[1].pdf"), "Обращение.pdf"), (file.Path, file.Title));
        Assert.Equal(new FileInfo(file.Path!).Length, file.Size);
        var signature = Assert.Single(file.Signatures);
        Assert.Equal("passed", signature.Verdict);
        var verdict = Assert.Single(signature.Verdicts);
        Assert.Equal(("passed", "Соколова Вера Андреевна"), (verdict.Result, verdict.Signer));
        Assert.NotNull(verdict.SignedAt);
        Assert.True(File.Exists(signature.Path));
    }

    [Fact]
    public async Task The_card_as_json_becomes_the_passport_again_and_follows_its_schema()
    {
        var (item, appeal) = await ReceiveAsync("исх/18");
        using var office = node.Client(node.OfficeKey);

        var json = await office.GetCardJsonAsync(item.DeliveryId);

        Assert.Empty(SchemaCheck.Faults("sedx-card-1.schema.json", json));
        var all = new SevWriterOptions { AsRead = true };
        Assert.Equal(
            CanonicalContent.Of(SevWriter.Write(appeal, all)),
            CanonicalContent.Of(SevWriter.Write(json.Deserialize<PassportCard>(PassportCard.Json)!.ToDocInfo(), all)));
    }

    [Fact]
    public async Task A_signature_that_does_not_hold_is_named_with_its_file()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var (appeal, files) = NewAppeal();

        // The second of two signatures is over another text: one that holds lets the letter pass.
        var broken = files.ToList();
        var second = broken.FindIndex(file => file.Name.EndsWith(".2.sig", StringComparison.Ordinal));
        var other = SignedFile.Sign("Обращение[1].pdf", "%PDF-1.4\nиное"u8.ToArray(), [SignerOf(1)], TimeProvider.System.GetUtcNow()).Octets().Last();
        broken[second] = OutboundFile.FromBytes(broken[second].Name, other);
        var sent = await government.SubmitAsync(broken);
        var item = (await office.LeaseAsync()).Single(waiting => waiting.MessageId == sent.MessageId);

        var card = await office.GetCardAsync(item.DeliveryId);

        var signatures = Assert.Single(card.Document!.Files).Signatures;
        Assert.Equal(["passed", "failed"], signatures.Select(row => row.Verdict));
        Assert.NotEmpty(signatures[1].Verdicts[0].Codes);
        var finding = Assert.Single(card.Findings, row => row.Code == "SEDX-DOCUMENT_SIGNATURE_FAILED");
        Assert.Equal($"file {card.Document.Files[0].Index}, signature file {signatures[1].Index}", finding.Seen);
        Assert.Equal(appeal.FindMainDocument().Uid, card.Document.Uid);
    }

    [Fact]
    public async Task A_report_says_what_became_of_which_of_my_messages()
    {
        var (item, _) = await ReceiveAsync("исх/19");
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var reported = await office.ReportAsync(item.DeliveryId, RegistrationReport.Registered("ВХ-99", new DateOnly(2026, 11, 26)));
        var report = await WaitAsync(government, reported.MessageId);

        var card = await government.GetCardAsync(report.DeliveryId);

        Assert.Equal(("report", item.MessageId, "исх/19", "ОГ-71/1742"), (card.Kind, card.Original!.MessageId, card.Original.ClientReference, card.Original.Number));
        var said = Assert.Single(card.Said!);
        Assert.Equal(("Registered", "Registration", "ВХ-99", new DateOnly(2026, 11, 26)), (said.Event, said.Kind, said.Number, said.Date));
        Assert.Empty(SchemaCheck.Faults("sedx-card-1.schema.json", await government.GetCardJsonAsync(report.DeliveryId)));
    }

    [Fact]
    public async Task The_command_shows_the_card_saves_the_files_and_registers_in_one_call()
    {
        var (item, _) = await ReceiveAsync("исх/20");
        var id = item.DeliveryId.ToString();
        var folder = Path.Combine(node.Folder, "command");

        var shown = await OfficeAsync("register", id, "--out", folder);
        var json = await OfficeAsync("register", id, "--json", "--out", folder, "--number", "ВХ-5", "--date", "2026-11-26");
        var again = await OfficeAsync("register", id, "--number", "ВХ-5", "--date", "2026-11-26", "--lang", "en");
        var other = await OfficeAsync("register", id, "--number", "ВХ-6", "--date", "2026-11-26");
        var half = await OfficeAsync("register", id, "--number", "ВХ-6");

        Assert.True(shown.Code == 0, shown.Errors);
        foreach (var words in (string[])
        [
            "Документ № ОГ-71/1742 от", "гражданин Берёзкина Мария Петровна", "на контроле, срок", "Рассмотреть, принять меры", "ответственный",
            Path.Combine(folder, "Обращение[1].pdf"), "подпись (авторская): верна, Соколова Вера Андреевна", "о приёме, о регистрации, о пересылке",
        ]) Assert.Contains(words, shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("визир", shown.Output, StringComparison.Ordinal);
        var document = JsonNode.Parse(json.Output)!;
        Assert.Empty(SchemaCheck.Faults("sedx-card-1.schema.json", JsonDocument.Parse(json.Output).RootElement));
        Assert.Equal(Path.Combine(folder, "Обращение[1].pdf"), (string?)document["document"]!["files"]![0]!["path"]);
        Assert.Equal("ВХ-5", (string?)document["reported"]!["number"]);
        Assert.Contains("had been sent before", again.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.Code);
        Assert.Contains("другое такое уведомление", other.Output, StringComparison.Ordinal);
        Assert.Equal((2, true), (half.Code, half.Errors.Contains("--date", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_command_reports_every_event_and_shows_every_fault()
    {
        var (item, appeal) = await ReceiveAsync("исх/21");
        var id = item.DeliveryId.ToString();
        var request = Path.Combine(node.Folder, "answer.json");
        await File.WriteAllTextAsync(request, """{"event":"Answer","answer":{"number":"0","date":"2026-11-26","consists":"1"},"deliveryType":"Почта"}""");

        (int Code, string Output, string Errors)[] sent =
        [
            await OfficeAsync("report", id, "--event", "Reception"),
            await OfficeAsync("report", id, "--event", "Registered", "--number", "1", "--date", "2026-11-26"),
            await OfficeAsync("report", id, "--event", "Forwarding", "--person", "Орлов Д. Ю.", "--date", "2026-11-26"),
            await OfficeAsync("report", id, "--event", "Consideration", "--person", "Орлов Д. Ю.", "--date", "2026-11-26", "--text", "Ответить", "--executor", "Белова", "--deadline", "2026-12-10"),
            await OfficeAsync("report", id, "--event", "Execution", "--task", appeal.Tasks[0].Uid, "--text", "Сделано", "--date", "2026-11-26T10:00", "--file", request),
            await OfficeAsync("report", id, "--event", "Redirection", "--organisation", DemoRegion.Efremov.Id.ToString(), "--delivery-type", "СЭВ", "--date", "2026-11-26"),
            await OfficeAsync("report", id, "--json-file", request, "--event", "Answer", "--number", "01-2/9", "--date", "2026-11-26"),
            await OfficeAsync("refuse", id, "--reason", "Нет листа.", "--reason", "Нет подписи."),
        ];
        var wrong = await OfficeAsync("report", id, "--event", "Registered", "--date", "вчера");

        Assert.All(sent, run => Assert.True(run.Code == 0, run.Output + run.Errors));
        Assert.Equal(1, wrong.Code);
        Assert.Contains("• date: YYYY-MM-DD — Значение поля не того вида", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("• number — Не заполнено поле", wrong.Output, StringComparison.Ordinal);

        using var government = node.Client(node.GovernmentKey);
        var timeline = (await government.GetStatusAsync(item.MessageId)).Deliveries.Single().Timeline.Select(entry => entry.Event).ToList();
        Assert.Equal(4, timeline.Count(said => said == "Progress"));
        Assert.Contains("Answer", timeline);
    }

    private Signer SignerOf(int kind)
    {
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[kind - 1];
        return new Signer(official, node.Region.KeyOf(official).Open(), kind);
    }

    private (SevDocInfo Appeal, IReadOnlyList<OutboundFile> Files) NewAppeal()
    {
        var letter = Letters.Appeal([DemoRegion.MoscowOffice], [SignerOf(1), SignerOf(2)], TimeProvider.System.GetUtcNow());
        return ((SevDocInfo)letter.Passport, letter.Files);
    }

    private async Task<(InboxItem Item, SevDocInfo Appeal)> ReceiveAsync(string reference)
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var letter = Letters.Appeal([DemoRegion.MoscowOffice], [SignerOf(1)], TimeProvider.System.GetUtcNow());
        var sent = await government.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = reference });
        return ((await office.LeaseAsync()).Single(item => item.MessageId == sent.MessageId), (SevDocInfo)letter.Passport);
    }

    private static async Task<InboxItem> WaitAsync(ExchangeClient client, Guid message)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            if ((await client.ListAsync(wait: TimeSpan.FromSeconds(1), max: 500)).FirstOrDefault(item => item.MessageId == message) is { } item) return item;
        }

        throw new InvalidOperationException("The report did not come.");
    }

    private Task<(int Code, string Output, string Errors)> OfficeAsync(params string[] rest) => RunningNode.CommandAsync(
        ["inbox", .. rest, "--api", node.Api.ToString(), "--authority", node.Region.TlsAuthorityFile, "--key", node.OfficeKey]);
}

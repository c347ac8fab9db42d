using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Packages.Differential;

namespace Sed.Exchange.Tests.Node;

/// <summary>Reports of every kind that a running node writes for an installation: what the document's sender gets, and what is refused.</summary>
public sealed class ReportTests(RunningNode node) : IClassFixture<RunningNode>
{
    private static readonly XNamespace Sev = "http://www.eos.ru/2010/sev";

    /// <summary>One request of every event, whole; <c>$task</c> is the sender's task.</summary>
    internal static IReadOnlyDictionary<string, string> Requests { get; } = new Dictionary<string, string>
    {
        [ReceptionRequest.Word] = """{"event":"Reception","date":"2026-11-24T10:00:00+03:00"}""",
        [RegisteredRequest.Word] = """{"event":"Registered","number":"ВХ-7/1","date":"2026-11-24","registeredAt":"2026-11-24T10:05:00","group":"Обращения граждан"}""",
        [RefusedRequest.Word] = """
            {"event":"RegistrationRefused","faults":[{"text":"Нет приложения."},{"code":1007,"text":"Вопрос вне компетенции."}],"decision":"Вернуть отправителю."}
            """,
        [ForwardingRequest.Word] = """{"event":"Forwarding","contact":{"department":"Отдел писем","person":"Орлов Д. Ю.","post":"Руководитель"},"date":"2026-11-24"}""",
        [ConsiderationRequest.Word] = """
            {"event":"Consideration","task":"$task","resolution":{"author":{"person":"Орлов Д. Ю.","post":"Руководитель"},"date":"2026-11-24",
             "text":"Подготовить ответ.","note":"Срочно","category":"Обращение","executors":[{"contact":{"person":"Белова А. А."},"responsible":true},
             {"contact":{"organisation":"$efremov","post":"Глава"}}],"control":{"deadline":"2026-12-10","controller":{"person":"Орлов Д. Ю."},"summary":"Начато"}}}
            """,
        [ExecutionRequest.Word] = """
            {"event":"Execution","task":"$task","text":"Ремонт выполнен.","status":"Исполнено","date":"2026-11-25T09:00:00+03:00","factDate":"2026-11-25"}
            """,
        [RedirectionRequest.Word] = """{"event":"Redirection","contact":{"organisation":"$efremov"},"date":"2026-11-24T12:00:00+03:00","deliveryType":"СЭВ"}""",
        [AnswerRequest.Word] = """
            {"event":"Answer","answer":{"number":"01-2/8","date":"2026-11-25","group":"Ответы","annotation":"О мосте","consists":"2","author":{"person":"Орлов Д. Ю."}},
             "date":"2026-11-25T15:00:00+03:00","deliveryType":"Почта"}
            """,
    };

    private static readonly string[] Order = ["Forwarding", "Consideration", "Execution", "Redirection"];

    public static TheoryData<string> Events => [.. ReportRequest.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Every_event_reaches_the_sender_as_a_report_that_our_schema_takes(string word)
    {
        var (item, appeal) = await ReceiveAsync();
        var (status, answer) = await TellAsync(item, Requests[word]);
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        Assert.Empty(answer.GetProperty("findings").EnumerateArray());

        var report = await ReportOfAsync(answer);
        Assert.Empty(SevValidator.Validate(report, SevGeneration.V18));
        Assert.Empty(SevValidator.Validate(report, SevGeneration.V12));
        var passport = SevReader.Read(report).Report!;
        Assert.Equal(appeal.Header.ReturnId, passport.Header.ReturnId);
        Assert.Equal(appeal.FindMainDocument().Uid, passport.Notification.InitialDocument.Uid);
        AssertSaid(word, passport, appeal);
    }

    [SharedFact]
    public async Task Every_event_is_valid_by_the_vendors_schemas_of_both_generations()
    {
        var (item, _) = await ReceiveAsync();
        foreach (var word in ReportRequest.Shapes.Keys)
        {
            var (status, answer) = await TellAsync(item, Requests[word]);
            Assert.True(status == HttpStatusCode.Created, answer.ToString());
            var report = XDocument.Load(new MemoryStream(await ReportOfAsync(answer)));
            foreach (var generation in (string[])["sev-12", "sev-18"])
            {
                var faults = new List<string>();
                report.Validate(VendorSchemas.Load(SharedFolder.Find("formats", "samples", "xsd", generation, "ReportInfo.xsd")!), (_, fault) => faults.Add(fault.Message));
                Assert.True(faults.Count == 0, $"{word} by {generation}: {string.Join("; ", faults)}");
            }
        }
    }

    [Fact]
    public async Task The_senders_timeline_has_them_in_the_words_of_the_contract()
    {
        var (item, _) = await ReceiveAsync();
        foreach (var word in ReportRequest.Shapes.Keys) await TellAsync(item, Requests[word]);

        using var government = node.Client(node.GovernmentKey);
        var timeline = (await government.GetStatusAsync(item.MessageId)).Deliveries.Single().Timeline;
        var events = timeline.Select(entry => entry.Event).ToList();

        Assert.Equal(1, events.Count(said => said == "Registered"));
        Assert.Equal(1, events.Count(said => said == "RegistrationRefused"));
        Assert.Equal(4, events.Count(said => said == "Progress"));
        Assert.Equal(1, events.Count(said => said == "Answer"));
        var registered = timeline.Single(entry => entry.Event == "Registered");
        Assert.Equal(("ВХ-7/1", new DateOnly(2026, 11, 24)), (registered.Number, registered.Date));
        Assert.NotNull(timeline.Single(entry => entry.Event == "Answer").Number);
        Assert.Equal(
            ["Forwarding", "Consideration", "Execution", "Redirection"],
            timeline.Where(entry => entry.Event == "Progress").Select(entry => Assert.Single(entry.Kinds)).OrderBy(kind => Array.IndexOf(Order, kind)));
        Assert.All(timeline, entry => Assert.Equal(entry.ReceiptId is null, entry.Kinds.Count > 0 && entry.ReportMessageId is not null));
    }

    [Fact]
    public async Task Told_twice_it_is_sent_once_and_of_another_content_there_may_be_many()
    {
        var (item, _) = await ReceiveAsync();
        var first = await TellAsync(item, Requests[ForwardingRequest.Word]);
        // Other order of members, other white space, an empty text: the same.
        var again = await TellAsync(item, """
            { "date": "2026-11-24", "contact": { "post": "Руководитель", "person": "Орлов Д. Ю.", "phone": "", "department": "Отдел писем" }, "event": "Forwarding" }
            """);
        var other = await TellAsync(item, Requests[ForwardingRequest.Word].Replace("Орлов", "Белов", StringComparison.Ordinal));
        var registered = await TellAsync(item, Requests[RegisteredRequest.Word]);
        var otherNumber = await TellAsync(item, Requests[RegisteredRequest.Word].Replace("ВХ-7/1", "ВХ-8", StringComparison.Ordinal));
        var corrected = await TellAsync(item, Requests[RegisteredRequest.Word].Replace("ВХ-7/1", "ВХ-8", StringComparison.Ordinal), "correction-1");

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created], new[] { first.Status, again.Status, other.Status });
        Assert.Equal(MessageOf(first.Answer), MessageOf(again.Answer));
        Assert.NotEqual(MessageOf(first.Answer), MessageOf(other.Answer));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created], new[] { registered.Status, otherNumber.Status, corrected.Status });
        Assert.Equal("idempotency-conflict", otherNumber.Answer.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Every_fault_is_said_at_once_with_its_place_cause_and_remedy()
    {
        var (item, _) = await ReceiveAsync();
        var (status, answer) = await TellAsync(item, """
            {"event":"Consideration","task":"0","colour":"red","resolution":{"text":"a\u0001","date":"24.11.2026",
             "executors":[{"contact":{"organisation":"01a20a64-bbe6-7c7f-bc4f-fac80904a34f"},"responsible":"yes"}],"control":{"state":"Sometimes"}}}
            """);
        var (_, later) = await TellAsync(item, """
            {"event":"Consideration","task":"0","resolution":{"author":{},"date":"2026-11-24","type":"Point",
             "executors":[{"contact":{"organisation":"01a20a64-bbe6-7c7f-bc4f-fac80904a34f","name":"Иначе"}},{"contact":{"index":"7"}}]}}
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("report-invalid", answer.GetProperty("code").GetString());
        Assert.Equal(
            [
                "SEDX-REPORT_FIELD_UNKNOWN colour", "SEDX-REPORT_FIELD_CHARACTER resolution.text: U+0001 at 1", "SEDX-REPORT_FIELD_VALUE resolution.date: YYYY-MM-DD",
                "SEDX-REPORT_FIELD_VALUE resolution.executors[0].responsible: true or false",
                "SEDX-REPORT_FIELD_VALUE resolution.control.state: NoControl, UnderControl, EndedControl", "SEDX-REPORT_FIELD_MISSING resolution.author",
            ],
            Said(answer));
        Assert.Equal(
            [
                "SEDX-REPORT_TASK_UNKNOWN task: 1 in the document", "SEDX-REPORT_FIELD_MISSING resolution.author.person",
                "SEDX-REPORT_ORGANISATION_UNKNOWN resolution.executors[0].contact.organisation: 01a20a64-bbe6-7c7f-bc4f-fac80904a34f",
                "SEDX-REPORT_FIELD_CHOICE resolution.executors[0].contact: organisation or name", "SEDX-REPORT_FIELD_MISSING resolution.executors[1].contact.name",
                "SEDX-REPORT_FIELD_MISSING resolution.executors[1].contact.person", "SEDX-REPORT_FIELD_MISSING resolution.number",
            ],
            Said(later));
        Assert.All(answer.GetProperty("findings").EnumerateArray(), finding =>
        {
            Assert.Equal(TextCatalogue.Find("ru", finding.GetProperty("code").GetString()!).Means, finding.GetProperty("means").GetString());
            Assert.NotEmpty(finding.GetProperty("do").GetString()!);
        });
    }

    [Theory]
    [InlineData("""{"event":"RegistrationRefused"}""", "SEDX-REPORT_FIELD_MISSING reason")]
    [InlineData("""{"event":"RegistrationRefused","reason":"a","faults":[{"text":"b"}]}""", "SEDX-REPORT_FIELD_CHOICE reason or faults")]
    [InlineData("""{"event":"RegistrationRefused","faults":[{"code":39,"text":"Нет автора."}]}""", "SEDX-REPORT_REFUSAL_CODE faults[0].code")]
    [InlineData("""{"event":"Redirection","contact":{"person":"Орлов"},"date":"2026-11-24","deliveryType":"СЭВ"}""", "SEDX-REPORT_FIELD_MISSING contact.organisation")]
    [InlineData("""{"event":"Answer"}""", "SEDX-REPORT_FIELD_MISSING answer;SEDX-REPORT_FIELD_MISSING date;SEDX-REPORT_FIELD_MISSING deliveryType")]
    [InlineData("""{"event":"Answer","messageId":"01a20a64-bbe6-7c7f-bc4f-fac80904a34f"}""", "SEDX-REPORT_ANSWER_UNKNOWN messageId: 01a20a64-bbe6-7c7f-bc4f-fac80904a34f")]
    [InlineData("""{"number":"1"}""", "SEDX-REPORT_EVENT_UNKNOWN event: Reception, Registered, RegistrationRefused, Forwarding, Consideration, Execution, Redirection, Answer")]
    [InlineData("""{"event":"Registered","number":"1","number":"2","date":"2026-11-24"}""", "SEDX-REPORT_FIELD_VALUE number: once")]
    [InlineData("""{"event":"Reception","event":"Registered","number":"1","date":"2026-11-24"}""", "SEDX-REPORT_FIELD_VALUE event: once")]
    public async Task What_does_not_fit_is_refused(string request, string said)
    {
        var (item, _) = await ReceiveAsync();
        var (status, answer) = await TellAsync(item, request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(said.Split(';'), Said(answer));
    }

    [Fact]
    public async Task What_the_sender_did_not_ask_for_is_told_and_remarked()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var sent = await government.SubmitAsync(node.NewLetter("Б-1").Files);
        var item = (await office.LeaseAsync()).Single(waiting => waiting.MessageId == sent.MessageId);
        var (status, answer) = await TellAsync(item, Requests[RegisteredRequest.Word]);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["SEDX-REPORT_NOT_ASKED_FOR no Subscriptions"], Said(answer));
    }

    [Theory]
    [InlineData("2026-11-24T10:00+03:00", "2026-11-24T10:00:00+03:00")]
    [InlineData("2026-11-24T10:00:00+03:00", "2026-11-24T10:00:00+03:00")]
    [InlineData("2026-11-24T07:00Z", "2026-11-24T10:00:00+03:00")]
    [InlineData("2026-11-24T10:00", "2026-11-24T10:00:00+03:00")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00+03:00")]
    public async Task A_time_is_taken_in_every_form_of_the_guide(string given, string meant)
    {
        var (item, _) = await ReceiveAsync();
        var (status, answer) = await TellAsync(item, $$"""{"event":"Reception","date":"{{given}}"}""");
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        var report = SevReader.Read(await ReportOfAsync(answer)).Report!;
        Assert.Equal(DateTimeOffset.Parse(meant, CultureInfo.InvariantCulture), report.Notification.Reception!.Value.In(TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task Files_travel_with_a_report_each_signature_after_its_file()
    {
        var (item, appeal) = await ReceiveAsync();
        var official = DemoRegion.OfficialsOf(DemoRegion.MoscowOffice)[0];
        var file = SignedFile.Sign("Акт осмотра.pdf", "%PDF-1.4\nакт"u8.ToArray(), [new Signer(official, node.Region.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow());
        var octets = file.Octets().ToList();
        (string, byte[])[] files = [("Акт осмотра.pdf.sig", octets[1]), ("заметка.txt", "ok"u8.ToArray()), ("Акт осмотра.pdf", octets[0])];
        var request = Fill(Requests[ExecutionRequest.Word], appeal);

        var (status, answer) = await TellAsync(item, request, files: files);
        var again = await TellAsync(item, request, files: [.. files.Reverse()]);
        var refused = await TellAsync(item, Requests[ForwardingRequest.Word], files: files);
        var twice = await TellAsync(item, request, files: [files[1], files[1], ("DocInfo.xml", [1])]);

        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        var passport = SevReader.Read(await ReportOfAsync(answer)).Report!;
        Assert.Equal(
            ["Report.xml", "Акт осмотра.pdf", "Акт осмотра.pdf.sig", "заметка.txt"], passport.Header.Resources.Select(resource => resource.UniqueName));
        var reported = Assert.Single(Assert.Single(passport.Tasks).Executors).Files;
        Assert.Equal(["Акт осмотра.pdf", "заметка.txt"], reported.Select(row => row.Description));
        Assert.Single(reported[0].Signatures);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["SEDX-REPORT_FILES_NOT_TAKEN 3 with Forwarding"], Said(refused.Answer));
        Assert.Equal(["SEDX-REPORT_FILE_NAME file 2", "SEDX-REPORT_FILE_NAME file 3"], Said(twice.Answer));

        // Handed in in another order it is the same report.
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task An_answer_already_sent_is_not_typed_again()
    {
        var (item, appeal) = await ReceiveAsync();
        using var office = node.Client(node.OfficeKey);
        var official = DemoRegion.OfficialsOf(DemoRegion.MoscowOffice)[0];
        var letter = Letters.Plain(
            DemoRegion.MoscowOffice,
            [DemoRegion.Government],
            "01-23/5",
            "О ремонте моста",
            SignedFile.Sign("Ответ[1].pdf", "%PDF-1.4\n"u8.ToArray(), [new Signer(official, node.Region.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow()),
            TimeProvider.System.GetUtcNow());
        var sent = await office.SubmitAsync(letter.Files);

        var (status, answer) = await TellAsync(item, $$"""{"event":"Answer","messageId":"{{sent.MessageId}}"}""");

        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        var passport = SevReader.Read(await ReportOfAsync(answer)).Report!;
        var card = Assert.Single(passport.Documents);
        var original = ((SevDocInfo)letter.Passport).FindMainDocument();
        Assert.Equal((original.Uid, "01-23/5", false, 0), (card.Uid, card.Registration.Number, card.MainDocument, card.Files.Count));
        Assert.Equal((card.DocumentId, "СЭВ"), (passport.Notification.Answers[0].DocumentId, passport.Notification.Answers[0].DeliveryType.Text));
        Assert.Equal(sent.SentAt, passport.Notification.Answers[0].Date.In(TimeSpan.Zero));

        // Others' letters are not the office's answers.
        var (_, foreign) = await TellAsync(item, $$"""{"event":"Answer","messageId":"{{item.MessageId}}"}""");
        Assert.Equal([$"SEDX-REPORT_ANSWER_UNKNOWN messageId: {item.MessageId}"], Said(foreign));
    }

    [Fact]
    public void The_rules_know_every_event() => Assert.Equal(ReportRequest.Shapes.Keys.Order(StringComparer.Ordinal), Requests.Keys.Order(StringComparer.Ordinal));

    private static void AssertSaid(string word, SevReport passport, SevDocInfo appeal)
    {
        var said = passport.Notification;
        var task = Assert.Single(appeal.Tasks);
        switch (word)
        {
            case ReceptionRequest.Word:
                Assert.Equal(SevMessageType.Reception, passport.Header.MessageType);
                Assert.Equal("2026-11-24T10:00:00+03:00", said.Reception.ToString());
                break;
            case RegisteredRequest.Word:
                Assert.Equal("2026-11-24T10:05:00+03:00", said.Registration!.SystemDate.ToString());
                Assert.Equal(("ВХ-7/1", "Обращения граждан"), (passport.Documents[0].Registration.Number, passport.Documents[0].Group!.Text));
                break;
            case RefusedRequest.Word:
                Assert.Equal(1000, said.Failure!.Code);
                Assert.Equal(
                    "Обнаружено: [Группа 9] Решение получателя.\n(1000) Нет приложения.\n(1007) Вопрос вне компетенции.\nРешено: Вернуть отправителю.", said.Failure.Text);
                break;
            case ForwardingRequest.Word:
                Assert.Equal("2026-11-24T00:00:00+03:00", said.Forwardings.Single().Date.ToString());
                var contact = said.Forwardings[0].Contact;
                Assert.Equal(("Представительство ТО", "Отдел писем", "Орлов Д. Ю."), (contact.Organization.ShortName, contact.Department!.Name, contact.OfficialPerson!.Fio));
                break;
            case ConsiderationRequest.Word:
                Assert.Equal(task.Uid, said.Considerations.Single().InitialTaskUid);
                var resolution = passport.Tasks.Single();
                Assert.Equal(said.Considerations[0].TaskId, resolution.TaskId);
                Assert.Equal([true, false], resolution.Executors.Select(executor => executor.Responsible));
                Assert.Equal("МО г. Ефремов", resolution.Executors[1].Contact.Organization.ShortName);
                Assert.Equal((SevControlState.UnderControl, new DateOnly(2026, 12, 10)), (resolution.Control!.State, resolution.Control.Deadline));
                break;
            case ExecutionRequest.Word:
                var reported = passport.Tasks.Single();
                Assert.Equal(said.TaskReports.Single().TaskId, reported.TaskId);
                Assert.Equal((task.Uid, task.Text, new DateOnly(2026, 11, 25)), (reported.Uid, reported.Text, reported.Control!.FactDate));
                var executor = reported.Executors.Single();
                Assert.Equal(("Ремонт выполнен.", "Исполнено", true, "Представительство ТО"), (executor.Text, executor.Status!.Text, executor.Responsible, executor.Contact.Organization.ShortName));
                break;
            case RedirectionRequest.Word:
                Assert.Equal(("МО г. Ефремов", "СЭВ"), (said.Redirections.Single().Contact!.Organization.ShortName, said.Redirections[0].DeliveryType.Text));
                break;
            case AnswerRequest.Word:
                Assert.Equal((passport.Documents.Single().DocumentId, "Почта"), (said.Answers.Single().DocumentId, said.Answers[0].DeliveryType.Text));
                Assert.Equal(("01-2/8", "Орлов Д. Ю."), (passport.Documents[0].Registration.Number, passport.Documents[0].Authors[0].Contact!.OfficialPerson!.Fio));
                break;
            default:
                Assert.Fail($"No expectation for {word}.");
                break;
        }
    }

    /// <summary>An appeal of the government that waits, leased, at its office.</summary>
    private async Task<(InboxItem Item, SevDocInfo Appeal)> ReceiveAsync()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var appeal = Letters.Appeal([DemoRegion.MoscowOffice], [new Signer(official, node.Region.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow());
        var sent = await government.SubmitAsync(appeal.Files);
        return ((await office.LeaseAsync()).Single(item => item.MessageId == sent.MessageId), (SevDocInfo)appeal.Passport);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> TellAsync(
        InboxItem item, string request, string? key = null, IReadOnlyList<(string Name, byte[] Octets)>? files = null)
    {
        using var http = node.Http(node.OfficeKey);
        using var office = node.Client(node.OfficeKey);
        var card = await office.GetCardAsync(item.DeliveryId);
        var task = card.Tasks.Count > 0 ? card.Tasks[0].Uid : "none";
        HttpContent content = new StringContent(
            request.Replace("$task", task, StringComparison.Ordinal).Replace("$efremov", DemoRegion.Efremov.Id.ToString(), StringComparison.Ordinal), Encoding.UTF8, "application/json");
        if (files is not null)
        {
            var multipart = new MultipartFormDataContent();
            foreach (var (name, octets) in files)
            {
                var part = new ByteArrayContent(octets);
                part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = name };
                multipart.Add(part);
            }

            multipart.Add(content, "\"report\"");
            content = multipart;
        }

        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inbox/{item.DeliveryId}/reports") { Content = content };
        if (key is not null) call.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(call);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    // As the document's sender gets it.
    private async Task<byte[]> ReportOfAsync(JsonElement submitted)
    {
        using var government = node.Client(node.GovernmentKey);
        var message = submitted.GetProperty("messageId").GetGuid();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            if ((await government.ListAsync(wait: TimeSpan.FromSeconds(1), max: 500)).FirstOrDefault(item => item.MessageId == message) is not { } item) continue;
            using var stream = await government.OpenFileAsync(item.DeliveryId, 0);
            using var octets = new MemoryStream();
            await stream.CopyToAsync(octets);
            return octets.ToArray();
        }

        throw new InvalidOperationException("The report did not come.");
    }

    private static string Fill(string request, SevDocInfo appeal) => request.Replace("$task", appeal.Tasks[0].Uid, StringComparison.Ordinal);

    private static Guid MessageOf(JsonElement answer) => answer.GetProperty("messageId").GetGuid();

    private static List<string> Said(JsonElement answer) =>
        [.. answer.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("code").GetString()} {finding.GetProperty("seen").GetString()}")];
}

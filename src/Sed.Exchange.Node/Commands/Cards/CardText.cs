using System.Globalization;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands.Cards;

/// <summary>A registration card for the person who registers: only what is there, in the order of the form.</summary>
internal sealed class CardText
{
    private const string Addition = "AddToDoc";
    private const int Column = 18;
    private const int Width = 100;

    private readonly CommandSurroundings _around;

    private CardText(CommandSurroundings around) => _around = around;

    /// <summary>Writes a card.</summary>
    public static void Write(RegistrationCard card, CommandSurroundings around)
    {
        var text = new CardText(around);
        if (card.Document is { } document) text.Document(card, document);
        else text.Report(card);
        text.Findings(card);
    }

    private void Document(RegistrationCard card, CardDocument document)
    {
        Line(Say(card.Message.Type == Addition ? "card.addition" : "card.document", document.Number, Day(document.Date)));
        Origin(card);
        Field("card.type", Word("card.type", document.Type));
        Field("card.group", document.Group?.Text);
        Field("card.access", document.Access?.Text);
        Field("card.consists", document.Consists);
        Field("card.annotation", document.Annotation);
        Field("card.rubrics", Joined(document.Rubrics.Select(rubric => rubric.Text)));
        Field("card.control", Control(document.Control?.State, document.Control?.Deadline, document.Control?.FactDate));
        Field("card.collective", document.Collective == true ? Say("card.yes") : null);
        Field("card.electronic", document.ElectronicOriginal == true ? Say("card.yes") : null);
        Field("card.note", document.Note);
        foreach (var field in document.AdditionalFields) Field(field.Name, field.Value, isKey: false);
        List("card.correspondents", document.Correspondents.Select(row => row.Number is null ? Party(row.Party) : $"{Party(row.Party)} — {Numbered(row.Number, row.Date)}"));
        List("card.addressees", document.Addressees.Select(row => Party(row.Party)));
        List("card.preparedBy", document.PreparedBy.Select(row => Contact(row.Contact)));
        List("card.visas", document.Visas.Select(row => With(Contact(row.Contact), row.SignDate is { } day ? Day(day) : null, row.Text)));
        Tasks(card.Tasks, "card.tasks");
        Files(document.Files);
        List("card.links", document.Links.Select(row => Link(row, card)));
        List("card.otherDocuments", card.OtherDocuments.Select(row => Numbered(row.Number, row.Date)));
        Owed(card.Owed ?? []);
    }

    // As the status says it: what is overdue first.
    private void Owed(IReadOnlyList<OwedReport> owed)
    {
        if (owed.Count == 0) return;
        Line();
        Line(Say("card.owed"));
        var rows = owed.Select(row => new OwedReportDocument(row.Kind, row.State, row.Until, row.ReceivedAt, row.ReportMessageId, row.ReceiptId)).ToList();
        foreach (var (_, text) in OwedReportText.Lines(rows, _around.Words, at => Day(DateOnly.FromDateTime(at.UtcDateTime))))
        {
            foreach (var line in LocalHelp.Wrap(text, Width)) Line($"  {line}");
        }
    }

    private void Report(RegistrationCard card)
    {
        var original = card.Original!;
        Line(Say("card.report", original.Number, Day(original.Date)));
        Origin(card);
        Field("card.original", original.MessageId?.ToString() ?? Say("card.original.unknown"));
        Field("card.reference", original.ClientReference);
        Field("card.sentAt", original.SentAt is { } at ? StatusText.Time(at) : null);
        Line();
        foreach (var said in card.Said ?? []) Said(said, card);
    }

    private void Said(CardSaid said, RegistrationCard card)
    {
        Line($"• {Word("said", said.Kind == "Registration" ? said.Event : said.Kind)}");
        Field("card.number", said.Number is null ? null : Numbered(said.Number, said.Date));
        Field("card.at", Moment(said.At));
        Field("card.contact", said.Contact is null ? null : Party(said.Contact));
        Field("card.deliveryType", said.DeliveryType);
        Field("card.aboutTask", said.InitialTaskUid);
        foreach (var line in (said.Text ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries)) Line($"    {line.Trim()}");
        var documents = card.OtherDocuments.Where(document => document.DocumentId == said.DocumentId).ToList();
        foreach (var document in documents)
        {
            Field("card.group", document.Group?.Text);
            Field("card.annotation", document.Annotation);
        }

        Tasks([.. card.Tasks.Where(task => task.TaskId == said.TaskId)], null);
        Files([.. documents.SelectMany(document => document.Files)]);
    }

    private void Origin(RegistrationCard card)
    {
        // Its sender is then the reader, who has said nothing.
        var sender = card.Sender.Name ?? card.Sender.Id.ToString();
        Field("card.sender", card.MadeByNode ? $"{sender}  {Say("inbox.madeByNode")}" : sender);
        Field("card.seal", Verdict(card.Seal));
        Field("card.recipient", card.Recipient.Name ?? card.Recipient.Id.ToString());
        Field("card.messageId", card.MessageId.ToString());
    }

    private void Tasks(IReadOnlyList<CardTask> tasks, string? title)
    {
        if (tasks.Count == 0) return;
        if (title is not null)
        {
            Line();
            Line(Say(title));
        }

        foreach (var task in tasks)
        {
            var control = Control(task.Control?.State, task.Deadline, task.Control?.FactDate);
            Line($"  • {With(Word("task", task.Type) + (task.Number is null ? string.Empty : " " + task.Number), task.Author is null ? null : Party(task.Author), task.Date is { } day ? Day(day) : null, control)}");
            if (!string.IsNullOrWhiteSpace(task.Text)) Line($"    {task.Text.Trim()}");
            if (task.Author is not null && title is not null) Line($"    {Say("card.uid")}: {task.Uid}");
            foreach (var executor in task.Executors)
            {
                Line($"    → {With(Party(executor.Party), executor.Responsible ? Say("card.responsible") : null)}");
                if (executor.Report is not null || executor.Status is not null) Line($"      {With(Moment(executor.ReportedAt), executor.Status?.Text, executor.Report)}");
                Files(executor.Files, "      ");
            }

            Files(task.Files, "    ");
        }
    }

    private void Files(IReadOnlyList<CardFile> files, string indent = "  ")
    {
        if (files.Count == 0) return;
        if (indent.Length == 2)
        {
            Line();
            Line(Say("card.files"));
        }

        foreach (var file in files)
        {
            Line($"{indent}{file.Title}{(file.Size is { } size ? $"  {Size(size)}" : string.Empty)}{(file.Path is null ? string.Empty : $"  → {file.Path}")}");
            foreach (var signature in file.Signatures) Signature(signature, indent + "  ");
        }
    }

    private void Signature(CardSignature signature, string indent)
    {
        var kind = signature.KindName is { } name && _around.Language == "ru" ? $"{Say("card.signature")} ({name.ToLower(CultureInfo.InvariantCulture)})" : Say("card.signature");
        if (signature.Verdicts.Count == 0) Line($"{indent}{kind}: {Word("signed", signature.Verdict ?? "indeterminate")}");
        foreach (var verdict in signature.Verdicts) Line($"{indent}{kind}: {Verdict(verdict)}");
    }

    private void Findings(RegistrationCard card)
    {
        if (card.Findings.Count == 0) return;
        Line();
        Line(Say("card.findings"));
        foreach (var finding in card.Findings)
        {
            Line($"  {finding.Means} [{finding.Code}{(finding.Seen is null ? string.Empty : $": {finding.Seen}")}]");
            if (finding.Result is "failed" or "indeterminate" && finding.Do is not null) Line($"    {finding.Do}");
        }
    }

    private string Verdict(CardVerdict verdict) => With(
        Word("signed", verdict.Result),
        verdict.Signer,
        verdict.Inn is null ? null : $"{Say("card.inn")} {verdict.Inn}",
        verdict.SignedAt is null ? null : Say("card.signedAt", Moment(verdict.SignedAt)!));

    private string? Control(string? state, DateOnly? deadline, DateOnly? done) => state is null && deadline is null && done is null ? null : With(
        state is null ? null : Word("control", state), deadline is { } until ? Say("card.until", Day(until)) : null, done is { } day ? Say("card.done", Day(day)) : null);

    private string Link(CardLink link, RegistrationCard card)
    {
        var other = card.OtherDocuments.FirstOrDefault(document => document.DocumentId == link.DocumentId);
        return $"{link.LinkType.Text}: {(other is null ? With(link.Description, link.Url) : Numbered(other.Number, other.Date))}";
    }

    private string Party(CardParty party) => party.Citizen is { } citizen
        ? With(Say("card.citizen", party.Person ?? string.Empty), Address(citizen.Addresses), Joined(citizen.Econtacts.Select(row => row.Value)))
        : With(party.Name, party.Department, party.Person, party.Post);

    private static string Contact(CardContact contact) => With(
        contact.Organization.ShortName.Trim(), contact.Department?.Name, contact.OfficialPerson?.Fio, contact.OfficialPerson?.Post, Joined(contact.Econtacts.Select(row => row.Value)));

    private static string? Address(IReadOnlyList<CardAddress> addresses) => addresses.Count == 0
        ? null
        : Joined(new[] { addresses[0].ZipCode, addresses[0].Region?.Text, addresses[0].Settlement, addresses[0].Text });

    private string Numbered(string number, DateOnly? day) => day is { } given ? Say("card.numbered", number, Day(given)) : $"№ {number}";

    private static string With(params string?[] parts) => Joined(parts) ?? string.Empty;

    private static string? Joined(IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim())) is { Length: > 0 } joined ? joined : null;

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    // As the sender's clock showed it: 2026-11-24T10:05:00+03:00 is shown as 24.11.2026 10:05.
    private static string? Moment(string? time) => time is not null
        && time.Length >= 16
        && DateTime.TryParseExact(time.AsSpan(0, 16), "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            ? clock.ToString(clock.TimeOfDay == TimeSpan.Zero ? "dd.MM.yyyy" : "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture) + (time.EndsWith('Z') ? " UTC" : string.Empty)
            : time;

    private string Size(long octets) => octets < 1024 ? Say("card.octets", octets)
        : octets < 1024 * 1024 ? Say("card.kib", (octets + 1023) / 1024)
        : Say("card.mib", (octets / 1024.0 / 1024.0).ToString("0.0", CultureInfo.InvariantCulture));

    private void Field(string name, string? value, bool isKey = true)
    {
        if (string.IsNullOrWhiteSpace(value)) return;
        var label = isKey ? Say(name) : name;
        Line($"  {label.PadRight(Column)} {value.Trim()}");
    }

    private void List(string title, IEnumerable<string> rows)
    {
        var all = rows.Where(row => row.Length > 0).ToList();
        if (all.Count == 0) return;
        Line();
        Line(Say(title));
        foreach (var row in all) Line($"  {row}");
    }

    // A word of the format; one that this build does not know is shown as it is.
    private string Word(string kind, string value) => _around.Words.Has($"{kind}.{value}") ? _around.Words[$"{kind}.{value}"] : value;

    private string Say(string key, params object[] values) => values.Length == 0 ? _around.Words[key] : _around.Words.With(key, values);

    private void Line(string text = "") => _around.Output.WriteLine(text);
}

using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>A report as the sender of the document needs it to close his own card: which document, and what was said about it.</summary>
public sealed record ReportCard : CardElement
{
    /// <summary>The message that brought the report.</summary>
    public required CardMessage Message { get; init; }

    /// <summary>The document it is about.</summary>
    public required CardAbout About { get; init; }

    /// <summary>What it says, one entry per event.</summary>
    public required IReadOnlyList<CardSaid> Said { get; init; }

    /// <summary>Documents that stand in the report: the recipient's card, the answer.</summary>
    public IReadOnlyList<CardDocument> Documents { get; init; } = [];

    /// <summary>Tasks that stand in the report: resolutions given, the sender's tasks with what was done.</summary>
    public IReadOnlyList<CardTask> Tasks { get; init; } = [];

    /// <summary>What the two sides agreed on between themselves (расширение); a report that a node made is marked there. Null when absent.</summary>
    public SevExpansion? Expansion { get; init; }

    /// <summary>The card of a report's passport.</summary>
    public static ReportCard From(SevReport passport)
    {
        var names = new CardNames(passport.Header.Resources);
        return new ReportCard
        {
            Message = CardMessage.From(passport.Header),
            About = CardAbout.From(passport.Notification.InitialDocument),
            Said = [.. Say(passport)],
            Documents = [.. passport.Documents.Select((document, place) => CardDocument.From(document, place, names))],
            Tasks = [.. passport.Tasks.Select(task => CardTask.From(task, names))],
            Expansion = passport.Expansion,
        };
    }

    /// <summary>The card with every file completed by what only the package or a node knows.</summary>
    public ReportCard WithFiles(Func<CardFile, CardFile> complete) => this with
    {
        Documents = [.. Documents.Select(document => document.WithFiles(complete))],
        Tasks = [.. Tasks.Select(task => task.WithFiles(complete))],
    };

    private static IEnumerable<CardSaid> Say(SevReport report)
    {
        var said = report.Notification;
        if (said.Reception is { } reception) yield return New(ReportEvent.Reception, nameof(SevNotification.Reception)) with { At = reception };
        if (said.Failure is { } failure)
            yield return New(ReportEvent.RegistrationRefused, nameof(SevNotification.Registration)) with { Code = failure.Code, Text = failure.Text };
        if (said.Registration is { } registration)
        {
            yield return Numbered(New(ReportEvent.Registered, nameof(SevNotification.Registration)), report, registration.DocumentId) with { At = registration.SystemDate };
        }

        foreach (var row in said.Forwardings) yield return New(ReportEvent.Progress, "Forwarding") with { At = row.Date, Contact = CardParty.Of(row.Contact) };
        foreach (var row in said.Considerations)
            yield return New(ReportEvent.Progress, "Consideration") with { TaskId = row.TaskId, InitialTaskUid = row.InitialTaskUid };
        foreach (var row in said.TaskReports)
        {
            var task = report.Tasks.FirstOrDefault(task => task.TaskId == row.TaskId);
            yield return New(ReportEvent.Progress, "Execution") with { TaskId = row.TaskId, InitialTaskUid = task?.Uid };
        }

        foreach (var row in said.Redirections)
        {
            yield return New(ReportEvent.Progress, "Redirection") with
            {
                At = row.Date,
                Contact = new CardParty { Organisation = row.Contact, Citizen = row.PrivatePerson },
                DeliveryType = row.DeliveryType.Text,
            };
        }

        foreach (var row in said.Answers)
            yield return Numbered(New(ReportEvent.Answer, "Answer"), report, row.DocumentId) with { At = row.Date, DeliveryType = row.DeliveryType.Text };
        foreach (var row in said.Directions)
            yield return New(ReportEvent.Progress, "Direction") with { At = row.Date, Contact = CardParty.Of(row.Contact), Text = row.Kind.ToString() };
        if (said.SignInformation is { } signed) yield return Numbered(New(ReportEvent.Progress, "SignInformation"), report, signed.DocumentId);
        if (said.Editing is { } editing) yield return New(ReportEvent.Progress, "Editing") with { DocumentId = editing.DocumentId, Text = editing.Text };
        if (said.ProjectRegistration is { } project) yield return Numbered(New(ReportEvent.Progress, "ProjectRegistration"), report, project.DocumentId);
    }

    private static CardSaid New(ReportEvent word, string kind) => new() { Event = word.ToString(), Kind = kind };

    private static CardSaid Numbered(CardSaid said, SevReport report, string? documentId)
    {
        var document = report.Documents.FirstOrDefault(row => row.DocumentId == documentId);
        return said with { DocumentId = documentId, Number = document?.Registration.Number.Trim(), Date = document?.Registration.Date };
    }
}

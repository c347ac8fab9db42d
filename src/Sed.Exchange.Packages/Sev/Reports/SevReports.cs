namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Makes reports about a document received: the return code and the initial document are copied from its passport, the recipient is
/// its sender, word for word (§7 and §10 of the facts).
/// </summary>
public static class SevReports
{
    /// <summary>What stands in the reports that this product writes itself: a constant, as every product of СЭВ has one.</summary>
    public static SevEdms Product { get; } = new() { Uid = "5ed00e8c-4a6e-4e0b-9f0e-3b1d5c1f7a10", Name = "Sed.Exchange" };

    /// <summary>Уведомление о приёме: the message was taken from transport, natively at <see cref="SevReportBasis.Time"/>.</summary>
    public static SevReport Reception(SevDocInfo about, SevReportBasis basis, DateTimeOffset? at = null)
    {
        var report = Report(about, basis, SevMessageType.Reception);
        return report with { Notification = report.Notification with { Reception = SevTime.From(at ?? basis.Time) } };
    }

    /// <summary>Уведомление об отказе в регистрации.</summary>
    public static SevReport Failure(SevDocInfo about, SevReportBasis basis, SevRefusal refusal)
    {
        var report = Report(about, basis, SevMessageType.Failure);
        return report with
        {
            Notification = report.Notification with { Failure = refusal.ToFailure() },
            Expansion = refusal.ToExpansion(),
        };
    }

    /// <summary>Уведомление о регистрации: the card of the registered document stands in the report, with the sender's own number at its author.</summary>
    /// <param name="about">The document's passport.</param>
    /// <param name="basis">The report's own facts.</param>
    /// <param name="number">Number and date given by the recipient.</param>
    /// <param name="registeredAt">When it was registered.</param>
    /// <param name="documentId">The recipient's own key of the card; means nothing outside the report.</param>
    /// <param name="group">Group of documents of the recipient's card.</param>
    public static SevReport Registration(
        SevDocInfo about, SevReportBasis basis, SevRegisteredNumber number, DateTimeOffset registeredAt, string documentId = "1", SevTerm? group = null)
    {
        var main = about.FindMainDocument();
        var report = Report(about, basis, SevMessageType.Report);
        return report with
        {
            Notification = report.Notification with
            {
                Registration = new SevRegistration { DocumentId = documentId, SystemDate = SevTime.From(registeredAt) },
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = main.Uid,
                    DocumentId = documentId,
                    Type = SevDocumentType.Incoming,
                    MainDocument = false,
                    Registration = number,
                    Group = group,
                    Authors = AuthorsOf(about),
                },
            ],
        };
    }

    /// <summary>Уведомление об ответе: the answer's card stands in the report, its files with it when <paramref name="files"/> says so.</summary>
    /// <param name="about">The passport of the document that is answered.</param>
    /// <param name="basis">The report's own facts.</param>
    /// <param name="answer">The answer document; its DocumentID is what the report names.</param>
    /// <param name="sentAt">When the answer was sent.</param>
    /// <param name="deliveryType">Вид доставки: how it was sent.</param>
    /// <param name="files">Files of the answer that travel in this report; null: none.</param>
    public static SevReport Answer(
        SevDocInfo about, SevReportBasis basis, SevDocument answer, DateTimeOffset sentAt, SevTerm deliveryType, SevFileLayout? files = null)
    {
        var report = Report(about, basis, SevMessageType.Report);
        return report with
        {
            Header = files is null ? report.Header : report.Header with { Resources = files.Resources },
            Notification = report.Notification with
            {
                Answers = [new SevAnswer { DocumentId = answer.DocumentId, Date = SevTime.From(sentAt), DeliveryType = deliveryType }],
            },
            Documents = [files is null ? answer with { Files = [] } : answer with { Files = files.Files }],
        };
    }

    /// <summary>Уведомление о пересылке карточки to <paramref name="contact"/>.</summary>
    public static SevReport Forwarding(SevDocInfo about, SevReportBasis basis, SevContact contact, DateTimeOffset at) =>
        Telling(about, basis, said => said with { Forwardings = [new SevForwarding { Contact = contact, Date = SevTime.From(at) }] });

    /// <summary>Уведомление о рассмотрении: the resolution given, about the sender's task with <paramref name="initialTaskUid"/> or, when null, about the document.</summary>
    /// <param name="about">The document's passport.</param>
    /// <param name="basis">The report's own facts.</param>
    /// <param name="resolution">The resolution; its files are those of <paramref name="files"/>.</param>
    /// <param name="initialTaskUid">GUID of the sender's task.</param>
    /// <param name="files">Files that travel in this report; null: none.</param>
    public static SevReport Consideration(
        SevDocInfo about, SevReportBasis basis, SevTask resolution, string? initialTaskUid = null, SevFileLayout? files = null) =>
        Telling(
            about,
            basis,
            said => said with { Considerations = [new SevConsideration { TaskId = resolution.TaskId, InitialTaskUid = initialTaskUid }] },
            files) with
        {
            Tasks = [resolution],
        };

    /// <summary>Отчёт об исполнении: <paramref name="task"/> is the sender's task with its UID and the executors' reports.</summary>
    /// <param name="about">The document's passport.</param>
    /// <param name="basis">The report's own facts.</param>
    /// <param name="task">The task; the files of its executors are those of <paramref name="files"/>.</param>
    /// <param name="files">Files that travel in this report; null: none.</param>
    public static SevReport Execution(SevDocInfo about, SevReportBasis basis, SevTask task, SevFileLayout? files = null) =>
        Telling(about, basis, said => said with { TaskReports = [new SevTaskReport { TaskId = task.TaskId }] }, files) with { Tasks = [task] };

    /// <summary>Уведомление о переадресации to the organisation <paramref name="contact"/>.</summary>
    public static SevReport Redirection(SevDocInfo about, SevReportBasis basis, SevContact contact, DateTimeOffset at, SevTerm deliveryType) =>
        Telling(about, basis, said => said with
        {
            Redirections = [new SevRedirection { Contact = contact, Date = SevTime.From(at), DeliveryType = deliveryType }],
        });

    private static SevReport Telling(
        SevDocInfo about, SevReportBasis basis, Func<SevNotification, SevNotification> tell, SevFileLayout? files = null)
    {
        var report = Report(about, basis, SevMessageType.Report);
        return report with
        {
            Header = files is null ? report.Header : report.Header with { Resources = files.Resources },
            Notification = tell(report.Notification),
        };
    }

    private static SevReport Report(SevDocInfo about, SevReportBasis basis, SevMessageType type)
    {
        var main = about.FindMainDocument();
        return new SevReport
        {
            Header = new SevHeader
            {
                MessageId = SevIndex.Text(basis.MessageId),
                Time = SevTime.From(basis.Time),
                MessageType = type,
                ReturnId = about.Header.ReturnId,
                Sender = basis.Sender,
                Recipient = new SevRecipient { Contacts = [about.Header.Sender.Contact], Edms = about.Header.Sender.Edms },
                Resources = SevFileLayout.Of(SevReport.FileName, []).Resources,
            },
            Notification = new SevNotification
            {
                InitialDocument = new SevInitialDocument
                {
                    Uid = main.Uid ?? "",
                    VersionUid = main.VersionUid,
                    Number = main.Registration.Number,
                    Date = main.Registration.Date,
                    Group = main.Group,
                },
            },
        };
    }

    private static IReadOnlyList<SevAuthor> AuthorsOf(SevDocInfo about)
    {
        var main = about.FindMainDocument();
        return main.Authors.Count == 0
            ? [new SevAuthor { Contact = about.Header.Sender.Contact, Registration = main.Registration }]
            : [.. main.Authors.Select(author => author with { Registration = author.Registration ?? main.Registration })];
    }
}

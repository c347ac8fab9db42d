using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>The documents of the demo. Citizens, numbers and bridges are invented.</summary>
internal static class Letters
{
    /// <summary>Name of the one file of each letter, natively with the mark of its version.</summary>
    public const string FileName = "Обращение[1].pdf";

    /// <summary>
    /// A citizen's appeal that the government forwards: document, resolution with executors, deadline and control, a PDF, and the signatures
    /// of two officials.
    /// </summary>
    public static Letter Appeal(IReadOnlyList<PlannedOrganisation> recipients, IReadOnlyList<Signer> signers, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Government, at);
        var number = new SevRegisteredNumber { Number = "ОГ-71/1742", Date = draft.Today };
        var deadline = draft.Today.AddDays(30);
        var file = draft.AddFile(FileName, PdfLetter.Write(AppealText(number)), signers);
        var citizen = new SevPrivatePerson
        {
            Fio = "Берёзкина Мария Петровна",
            Addresses = [new SevAddress { ZipCode = "301840", Settlement = "г. Ефремов", Text = "ул. Заречная, д. 7" }],
        };
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header(SevMessageType.MainDoc, SevDraft.NewUid(), recipients),
            Documents =
            [
                Card(draft, "1", number, "Обращения граждан", "О ремонте моста через реку Красивая Меча") with
                {
                    Control = new SevDocumentControl { State = SevControlState.UnderControl, Deadline = deadline },
                    Collective = false,
                    Files = [file],
                    Authors =
                    [
                        new SevAuthor { Contact = SevDraft.Contact(DemoRegion.Government, signers[0].Official), Registration = number },
                        new SevAuthor { PrivatePerson = citizen },
                    ],
                    Addressees = [.. recipients.Select(row => new SevAddressee { Contact = SevDraft.Contact(row) })],
                },
            ],
            Tasks =
            [
                new SevTask
                {
                    Uid = SevDraft.NewUid(),
                    TaskId = "1",
                    Type = SevTaskType.Resolution,
                    Privacy = false,
                    Author = new SevTaskAuthor { Contact = SevDraft.Contact(DemoRegion.Government, signers[^1].Official), SignDate = draft.Today },
                    Text = "Рассмотреть, принять меры, ответить заявителю и сообщить о результатах.",
                    Executors = [.. recipients.Select((row, index) => new SevExecutor { Responsible = index == 0, Contact = SevDraft.Contact(row) })],
                    Control = new SevTaskControl { State = SevControlState.UnderControl, Deadline = deadline },
                    Parent = new SevTaskParent { DocumentId = "1" },
                    IsProject = false,
                },
            ],
            Subscriptions = SevSubscriptions.Everything(30),
        });
    }

    /// <summary>The town's answer to the appeal, linked to it.</summary>
    public static Letter Answer(SevDocInfo appeal, Signer signer, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Efremov, at);
        var number = AnswerNumber(draft);
        var asked = appeal.FindMainDocument();
        var text = PdfLetter.Write(
        [
            DemoRegion.Efremov.Name, "", $"Исх. № {number.Number}", $"На № {asked.Registration.Number}", "", "О РЕМОНТЕ МОСТА", "",
            "Мост обследован. Ремонт настила включён в план ближайших недель; временный проезд организован. Заявителю дан ответ.",
            "", $"{signer.Official.Title}          {signer.Official.Surname}",
        ]);
        var file = draft.AddFile("Ответ[1].pdf", text, signer);
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header(SevMessageType.MainDoc, SevDraft.NewUid(), new SevRecipient { Contacts = [appeal.Header.Sender.Contact] }),
            Documents =
            [
                Card(draft, "1", number, "Ответы на обращения", "О ремонте моста через реку Красивая Меча") with
                {
                    Files = [file],
                    Authors = [new SevAuthor { Contact = SevDraft.Contact(DemoRegion.Efremov, signer.Official), Registration = number }],
                    Addressees = [new SevAddressee { Contact = appeal.Header.Sender.Contact }],
                    Links = [new SevLink { LinkType = new SevTerm { Text = "В ответ на" }, DocumentId = "2" }],
                },
                new SevDocument
                {
                    Uid = asked.Uid,
                    DocumentId = "2",
                    Type = SevDocumentType.Incoming,
                    MainDocument = false,
                    Registration = asked.Registration,
                    Group = asked.Group,
                    Access = asked.Access,
                    Authors = asked.Authors,
                },
            ],
            Subscriptions = SevSubscriptions.Everything(30),
        });
    }

    /// <summary>A plain letter: one PDF, signed or not.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipients">The recipients.</param>
    /// <param name="number">Registration number at the sender.</param>
    /// <param name="annotation">What it is about.</param>
    /// <param name="signatures">Signatures already made over the octets of <paramref name="text"/>, right or wrong.</param>
    /// <param name="text">The PDF.</param>
    /// <param name="at">When it is written.</param>
    public static Letter Plain(
        PlannedOrganisation from,
        IReadOnlyList<PlannedOrganisation> recipients,
        string number,
        string annotation,
        byte[] text,
        IReadOnlyList<(Signer Signer, byte[] Signature)> signatures,
        DateTimeOffset at)
    {
        var draft = new SevDraft(from, at);
        var registered = new SevRegisteredNumber { Number = number, Date = draft.Today };
        var file = draft.AddFile("Письмо[1].pdf", text, signatures);
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header(SevMessageType.MainDoc, SevDraft.NewUid(), recipients),
            Documents =
            [
                Card(draft, "1", registered, "Служебная переписка", annotation) with
                {
                    Files = [file],
                    Authors = [new SevAuthor { Contact = SevDraft.Contact(from), Registration = registered }],
                    Addressees = [.. recipients.Select(row => new SevAddressee { Contact = SevDraft.Contact(row) })],
                },
            ],
        });
    }

    /// <summary>The report by which an installation says that it has sent its answer.</summary>
    public static Letter AnswerReport(SevDocInfo appeal, SevDocInfo answer, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Efremov, at);
        var sent = answer.FindMainDocument();
        return draft.Finish(new SevReport
        {
            Header = draft.Header(SevMessageType.Report, appeal.Header.ReturnId, AuthorOf(appeal)),
            Notification = new SevNotification
            {
                InitialDocument = InitialOf(appeal),
                Answers = [new SevAnswer { DocumentId = "1", Date = SevTime.From(draft.At), DeliveryType = new SevTerm { Text = "СЭВ" } }],
            },
            Documents = [sent with { DocumentId = "1", MainDocument = false, Files = [], Links = [] }],
        });
    }

    /// <summary>The report by which an installation that writes reports itself says under which number it registered a document.</summary>
    public static Letter RegistrationReport(SevDocInfo document, PlannedOrganisation by, string number, DateTimeOffset at)
    {
        var draft = new SevDraft(by, at);
        var card = document.FindMainDocument();
        return draft.Finish(new SevReport
        {
            Header = draft.Header(SevMessageType.Report, document.Header.ReturnId, AuthorOf(document)),
            Notification = new SevNotification
            {
                InitialDocument = InitialOf(document),
                Registration = new SevRegistration { DocumentId = "1", SystemDate = SevTime.From(draft.At) },
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = card.Uid,
                    DocumentId = "1",
                    Type = SevDocumentType.Incoming,
                    MainDocument = false,
                    Registration = new SevRegisteredNumber { Number = number, Date = draft.Today },
                    Group = card.Group,
                    Authors = card.Authors,
                },
            ],
        });
    }

    private static SevRegisteredNumber AnswerNumber(SevDraft draft) => new() { Number = "01-23/318", Date = draft.Today };

    private static SevDocument Card(SevDraft draft, string documentId, SevRegisteredNumber number, string group, string annotation) => new()
    {
        Uid = SevDraft.NewUid(),
        DocumentId = documentId,
        Type = SevDocumentType.Created,
        MainDocument = true,
        Registration = number,
        Group = new SevTerm { Text = group },
        Access = new SevTerm { Text = "общий" },
        Consists = "1",
        Annotation = annotation,
    };

    // The whole recipient of a report is the sender of the document, EDMS included (СЭВ, section 3).
    private static SevRecipient AuthorOf(SevDocInfo document) =>
        new() { Contacts = [document.Header.Sender.Contact], Edms = document.Header.Sender.Edms };

    private static SevInitialDocument InitialOf(SevDocInfo document)
    {
        var card = document.FindMainDocument();
        return new SevInitialDocument
        {
            Uid = card.Uid ?? throw new ArgumentException("A main document carries a UID.", nameof(document)),
            Number = card.Registration.Number,
            Date = card.Registration.Date,
            Group = card.Group,
        };
    }

    private static string[] AppealText(SevRegisteredNumber number) =>
    [
        DemoRegion.Government.Name, "", $"№ {number.Number}", "", "ОБРАЩЕНИЕ ГРАЖДАНИНА", "",
        "Прошу отремонтировать мост через реку Красивая Меча у деревни Заречье: доски настила прогнили, дети ходят в школу в обход, семь километров.",
        "", "Заявитель: Берёзкина М. П., г. Ефремов (лицо вымышленное)", "", "Направляется для рассмотрения. Срок ответа — 30 дней.",
    ];
}

using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>The documents of the demo. Citizens, numbers and bridges are invented.</summary>
internal static class Letters
{
    /// <summary>
    /// A citizen's appeal that the government forwards: document, resolution with executors, deadline and control, a PDF, and the signatures
    /// of two officials.
    /// </summary>
    public static Letter Appeal(IReadOnlyList<PlannedOrganisation> recipients, IReadOnlyList<Signer> signers, DateTimeOffset at)
    {
        const string number = "ОГ-71/1742";
        var draft = new SevDraft(DemoRegion.Government, at, SignedFile.Sign("Обращение[1].pdf", PdfLetter.Write(AppealText(number)), signers, at));
        var registered = new SevRegisteredNumber { Number = number, Date = draft.Today };
        var deadline = draft.Today.AddDays(30);
        IReadOnlyList<SevContact> contacts = [.. recipients.Select(row => SevDraft.Contact(row))];
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header(contacts),
            Documents =
            [
                Card(registered, "Обращения граждан", "О ремонте моста через реку Красивая Меча") with
                {
                    Control = new SevDocumentControl { State = SevControlState.UnderControl, Deadline = deadline },
                    Collective = false,
                    Files = draft.Layout.Files,
                    Authors =
                    [
                        new SevAuthor { Contact = SevDraft.Contact(DemoRegion.Government, signers[0].Official), Registration = registered },
                        new SevAuthor { PrivatePerson = Citizen },
                    ],
                    Addressees = [.. contacts.Select(contact => new SevAddressee { Contact = contact })],
                },
            ],
            Tasks = Resolutions.OfGovernment(signers[^1].Official, contacts, draft.Today, withPoints: recipients.Contains(DemoRegion.Efremov)),
            Subscriptions = SevSubscriptions.Everything(30),
        });
    }

    /// <summary>The town's answer to the appeal, linked to it.</summary>
    public static Letter Answer(SevDocInfo appeal, Signer signer, DateTimeOffset at)
    {
        const string number = "01-23/318";
        var asked = appeal.FindMainDocument();
        var text = PdfLetter.Write(
        [
            DemoRegion.Efremov.Name, "", $"Исх. № {number}", $"На № {asked.Registration.Number}", "", "О РЕМОНТЕ МОСТА", "",
            "Мост обследован. Ремонт настила включён в план ближайших недель; временный проезд организован. Заявителю дан ответ.",
            "", $"{signer.Official.Title}          {signer.Official.Surname}",
        ]);
        var draft = new SevDraft(DemoRegion.Efremov, at, SignedFile.Sign("Ответ[1].pdf", text, [signer], at));
        var registered = new SevRegisteredNumber { Number = number, Date = draft.Today };
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header([appeal.Header.Sender.Contact]),
            Documents =
            [
                Card(registered, "Ответы на обращения", "О ремонте моста через реку Красивая Меча") with
                {
                    Files = draft.Layout.Files,
                    Authors = [new SevAuthor { Contact = SevDraft.Contact(DemoRegion.Efremov, signer.Official), Registration = registered }],
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

    /// <summary>A plain letter with one file.</summary>
    public static Letter Plain(
        PlannedOrganisation from, IReadOnlyList<PlannedOrganisation> recipients, string number, string annotation, SignedFile file, DateTimeOffset at)
    {
        var draft = new SevDraft(from, at, file);
        var registered = new SevRegisteredNumber { Number = number, Date = draft.Today };
        IReadOnlyList<SevContact> contacts = [.. recipients.Select(row => SevDraft.Contact(row))];
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header(contacts),
            Documents =
            [
                Card(registered, "Служебная переписка", annotation) with
                {
                    Files = draft.Layout.Files,
                    Authors = [new SevAuthor { Contact = SevDraft.Contact(from), Registration = registered }],
                    Addressees = [.. contacts.Select(contact => new SevAddressee { Contact = contact })],
                },
            ],
        });
    }

    /// <summary>The report by which an installation says that it has sent its answer.</summary>
    public static Letter AnswerReport(SevDocInfo appeal, SevDocInfo answer, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Efremov, at);
        var sent = answer.FindMainDocument() with { MainDocument = false, Links = [] };
        return draft.Finish(SevReports.Answer(appeal, draft.Basis, sent, draft.At, new SevTerm { Text = "СЭВ" }));
    }

    /// <summary>The report by which an installation that writes reports itself says under which number it registered a document.</summary>
    public static Letter RegistrationReport(SevDocInfo document, PlannedOrganisation by, string number, DateTimeOffset at)
    {
        var draft = new SevDraft(by, at);
        return draft.Finish(SevReports.Registration(document, draft.Basis, new SevRegisteredNumber { Number = number, Date = draft.Today }, draft.At));
    }

    private static SevPrivatePerson Citizen => new()
    {
        Fio = "Берёзкина Мария Петровна",
        Addresses = [new SevAddress { ZipCode = "301840", Settlement = "г. Ефремов", Text = "ул. Заречная, д. 7" }],
    };

    internal static SevDocument Card(SevRegisteredNumber number, string group, string annotation) => new()
    {
        Uid = SevDraft.NewUid(),
        DocumentId = "1",
        Type = SevDocumentType.Created,
        MainDocument = true,
        Registration = number,
        Group = new SevTerm { Text = group },
        Access = new SevTerm { Text = "общий" },
        Consists = "1",
        Annotation = annotation,
    };

    private static string[] AppealText(string number) =>
    [
        DemoRegion.Government.Name, "", $"№ {number}", "", "ОБРАЩЕНИЕ ГРАЖДАНИНА", "",
        "Прошу отремонтировать мост через реку Красивая Меча у деревни Заречье: доски настила прогнили, дети ходят в школу в обход, семь километров.",
        "", "Заявитель: Берёзкина М. П., г. Ефремов (лицо вымышленное)", "", "Направляется для рассмотрения. Срок ответа — 30 дней.",
    ];
}

using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Invented passports: a small one as a municipal installation would send it, and two in which every element of the format stands.</summary>
internal static class Passports
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(3));

    public static SevSender Sender { get; } = new()
    {
        Contact = new SevContact { Organization = new SevOrganization { Uid = "11111111111111111111111111111111", ShortName = "Правительство области" } },
        Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "12.0.0" },
    };

    /// <summary>A letter with one PDF and two signatures; files: DocInfo.xml, письмо[1].pdf, письмо[1].pdf.sig, письмо[1].pdf.2.sig.</summary>
    public static SevDocInfo Letter()
    {
        var layout = SevFileLayout.Of(SevDocInfo.FileName,
        [
            new SevAttachment("письмо[1].pdf", 1025, Id(7),
            [
                new SevAttachedSignature("письмо[1].pdf.sig", 1, Noon, "Иванов И.И."),
                new SevAttachedSignature("письмо[1].pdf.2.sig", 3, Noon),
            ]),
        ]);
        return new SevDocInfo
        {
            Header = new SevHeader
            {
                MessageId = SevIndex.Text(Id(1)),
                Time = SevTime.From(Noon),
                MessageType = SevMessageType.MainDoc,
                ReturnId = SevIndex.Text(Id(2)),
                Sender = Sender,
                Recipient = new SevRecipient
                {
                    Contacts =
                    [
                        Contact("22222222-2222-2222-2222-222222222222", "Ефремов"),
                        Contact("70628", "Лобановское"),
                    ],
                },
                Resources = layout.Resources,
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = SevIndex.Text(Id(3)),
                    DocumentId = "1",
                    Type = SevDocumentType.Created,
                    MainDocument = true,
                    Registration = new SevRegisteredNumber { Number = "12-01/45", Date = new DateOnly(2026, 11, 20) },
                    Group = Term("Исходящие"),
                    Access = Term("общий"),
                    Consists = "1",
                    Annotation = "О дороге",
                    Files = layout.Files,
                    Authors = [new SevAuthor { Contact = Sender.Contact, Registration = new SevRegisteredNumber { Number = "12-01/45", Date = new DateOnly(2026, 11, 20) } }],
                },
            ],
            Subscriptions = SevSubscriptions.Everything(30),
        };
    }

    /// <summary>The files of <see cref="Letter"/>, or of a passport that lists the same names.</summary>
    public static Sed.Exchange.Packages.PackageFile[] FilesOf(byte[] passport) =>
    [
        TestPackage.File("DocInfo.xml", passport),
        TestPackage.File("письмо[1].pdf", new byte[1025]),
        TestPackage.File("письмо[1].pdf.sig", "sig"),
        TestPackage.File("письмо[1].pdf.2.sig", "sig"),
    ];

    /// <summary>A document's passport in which every element and attribute of versions 12 and 18 stands.</summary>
    public static SevDocInfo FullDocInfo()
    {
        var letter = Letter();
        var main = letter.Documents[0];
        return letter with
        {
            Header = letter.Header with
            {
                TimeZone = 3,
                Sender = new SevSender { Contact = FullContact(), Edms = new SevEdms { Uid = "X", Version = "18.1.0", Name = "Дело" } },
                Recipient = letter.Header.Recipient with { Contacts = [FullContact(), .. letter.Header.Recipient.Contacts], Edms = letter.Header.Sender.Edms },
            },
            Documents =
            [
                main with
                {
                    Status = SevDocumentStatus.AtRegistration1,
                    Version = 2,
                    VersionUid = SevIndex.Text(Id(8)),
                    Control = new SevDocumentControl { State = SevControlState.UnderControl, Deadline = Day(1), FactDate = Day(2) },
                    Group = Term("Исходящие", "g"),
                    Access = Term("общий", "a"),
                    Note = "Примечание",
                    Collective = true,
                    Rubrics = [Term("Дороги", "r"), Term("Мосты")],
                    Files = [main.Files[0] with { ETag = "\"1\"", Signatures = [main.Files[0].Signatures[0] with { Text = "подпись" }, main.Files[0].Signatures[1]] }],
                    Authors =
                    [
                        .. main.Authors,
                        new SevAuthor { PrivatePerson = FullPerson(), Registration = main.Registration },
                    ],
                    Visas = [new SevVisa { Contact = FullContact(), SignDate = Day(3), Text = "Согласен" }],
                    Approvals =
                    [
                        new SevApproval
                        {
                            Uid = SevIndex.Text(Id(9)),
                            Kind = SevVisaSign.Visa,
                            Contact = FullContact(),
                            SignDate = SevTime.From(Noon),
                            TermDate = SevTime.From(Noon),
                            MainText = "Завизировано",
                            AdditionalText = "С замечаниями",
                            ParentContact = FullContact(),
                            Files = main.Files,
                        },
                    ],
                    Addressees = [new SevAddressee { Contact = FullContact() }, new SevAddressee { PrivatePerson = FullPerson() }],
                    Writers = [new SevDocumentWriter { Contact = FullContact(), AdditionalText = "тел. 1" }],
                    AdditionalFields = [new SevAdditionalField { Name = "Срочность", Type = SevAdditionalFieldType.Text, Value = "срочно" }],
                    Links = [new SevLink { LinkType = Term("Связан с", "l"), DocumentId = "2", Description = "письмо", Url = "http://localhost/" }],
                    AccompanyingDocuments = [new SevDocumentReference { DocumentId = "2" }],
                    ElectronicOriginal = true,
                },
                new SevDocument
                {
                    DocumentId = "2",
                    Type = SevDocumentType.Incoming,
                    MainDocument = false,
                    Registration = main.Registration,
                },
            ],
            Tasks = [FullTask("1", above: null), FullTask("2", above: "1")],
            Subscriptions = FullSubscriptions(),
            Expansion = new SevExpansion { Version = "1", Content = ["<x:a xmlns:x=\"urn:x\" b=\"1\"><x:c>т</x:c></x:a>"] },
        };
    }

    /// <summary>A report's passport in which every event stands, whatever its type says.</summary>
    public static SevReport FullReport()
    {
        var about = FullDocInfo();
        var basis = new SevReportBasis(Id(20), Noon, Sender);
        var time = SevTime.From(Noon);
        var report = SevReports.Registration(about, basis, new SevRegisteredNumber { Number = "01/5", Date = Day(5) }, Noon, "11", Term("Входящие", "v"));
        return report with
        {
            Header = report.Header with
            {
                TimeZone = 3,
                Sender = about.Header.Sender,
                Resources = [report.Header.Resources[0], .. about.Header.Resources.Skip(1)],
            },
            Documents = [.. report.Documents, .. about.Documents],
            Notification = report.Notification with
            {
                Reception = time,
                Failure = SevRefusal.Because("Не по адресу.").ToFailure(),
                Forwardings = [new SevForwarding { Contact = FullContact(), Date = time }],
                Considerations = [new SevConsideration { TaskId = "1", InitialTaskUid = SevIndex.Text(Id(10)) }],
                TaskReports = [new SevTaskReport { TaskId = "1" }],
                Redirections =
                [
                    new SevRedirection { Contact = FullContact(), Date = time, DeliveryType = Term("Почта", "p") },
                    new SevRedirection { PrivatePerson = FullPerson(), Date = time, DeliveryType = Term("Почта") },
                ],
                Answers = [new SevAnswer { DocumentId = "11", Date = time, DeliveryType = Term("СЭВ", "s") }],
                Directions = [new SevDirection { Kind = SevVisaSign.Sign, Contact = FullContact(), Date = time }],
                SignInformation = new SevDocumentReference { DocumentId = "11" },
                Editing = new SevEditing { DocumentId = "11", Text = "правка" },
                ProjectRegistration = new SevDocumentReference { DocumentId = "11" },
            },
            Tasks = about.Tasks,
            Expansion = new SevExpansion { Version = "1" },
        };
    }

    /// <summary>A passport of synchronisation in which every element stands.</summary>
    public static SevSyncInfo FullSyncInfo() => new()
    {
        Header = FullDocInfo().Header with { Resources = SevFileLayout.Of(SevSyncInfo.FileName, []).Resources },
        Departments = new SevSyncDepartments { OperationName = "Синхронизация", Contacts = [SyncContact(false), SyncContact(true)] },
    };

    /// <summary>What became of it, with every word a result can be.</summary>
    public static SevSyncReport FullSyncReport() => new()
    {
        Header = FullDocInfo().Header with { Resources = SevFileLayout.Of(SevSyncReport.FileName, []).Resources, MessageType = SevMessageType.Report },
        Departments = new SevSyncDepartmentsReport
        {
            OperationName = "Синхронизация",
            Results =
            [
                new SevSyncContactResult
                {
                    Contact = SyncContact(false),
                    Outcomes = [.. Enum.GetValues<SevSyncResult>().Select(result => new SevSyncOutcome { Result = result })],
                },
            ],
        },
    };

    private static SevSyncContact SyncContact(bool deleted) =>
        new() { Contact = FullContact(), State = new SevSyncContactState { Deleted = deleted, IdentityCode = "код" } };

    public static SevContact Contact(string? uid, string name) =>
        new() { Organization = new SevOrganization { Uid = uid, ShortName = name } };

    public static SevTerm Term(string text, string? uid = null) => new() { Text = text, Uid = uid };

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    private static DateOnly Day(int day) => new(2026, 12, day);

    private static SevContact FullContact() => new()
    {
        Organization = new SevOrganization { Uid = "7000000000", ShortName = "Управление", FullName = "Управление дорог", Inn = "7000000000", Okpo = "00000000" },
        Department = new SevDepartment { Uid = "01", Name = "Отдел", Index = "01" },
        OfficialPerson = new SevOfficialPerson { Uid = "u", Fio = "Петров П.П.", Post = "начальник", Index = "i" },
        Addresses = [FullAddress()],
        Econtacts = [new SevEcontact { Type = "e", Value = "a@localhost" }],
    };

    private static SevAddress FullAddress() =>
        new() { ZipCode = "300000", Region = Term("Область", "70"), Settlement = "Город", Text = "ул. Новая, 1" };

    private static SevPrivatePerson FullPerson() => new()
    {
        Uid = "p",
        Fio = "Сидоров С.С.",
        Sex = SevSex.Male,
        Inn = "700000000000",
        Passport = new SevIdentityPaper { Series = "0000", Number = "000000", GivenBy = "ОВД" },
        Addresses = [FullAddress()],
        Econtacts = [new SevEcontact { Type = "t", Value = "1" }],
        Snils = "000-000-000 00",
    };

    private static SevTask FullTask(string id, string? above)
    {
        var file = Letter().Documents[0].Files[0];
        return new SevTask
        {
            Uid = SevIndex.Text(Id(10)),
            TaskId = id,
            Type = SevTaskType.Point,
            Privacy = false,
            Number = "1",
            Author = new SevTaskAuthor { Contact = FullContact(), SignDate = Day(6) },
            Text = "Рассмотреть",
            Files = [file],
            Executors =
            [
                new SevExecutor
                {
                    Uid = "e",
                    Responsible = true,
                    Contact = FullContact(),
                    Text = "Исполнено",
                    Date = SevTime.From(Noon),
                    Status = Term("Исполнено", "st"),
                    Files = [file],
                },
            ],
            Control = new SevTaskControl
            {
                State = SevControlState.EndedControl,
                Contact = FullContact(),
                Deadline = Day(7),
                Summary = "Ход",
                FactDate = Day(8),
                Resume = "Снято",
            },
            Note = "Примечание",
            Category = Term("Срочно", "c"),
            Parent = new SevTaskParent { DocumentId = "1", TaskId = above },
            IsProject = false,
        };
    }

    private static SevSubscriptions FullSubscriptions()
    {
        var wanted = new SevSubscription { Include = true };
        var unwanted = new SevSubscription { Include = false };
        return SevSubscriptions.Everything(30) with
        {
            Forwarding = new SevSubscription { Include = true, Advance = SevAdvance.First },
            Consideration = new SevSubscription { Include = true, Advance = SevAdvance.All },
            ProjectRegistration = wanted,
            TaskDecoration = new SevTaskDecoration
            {
                Text = wanted,
                Category = wanted,
                Note = unwanted,
                ControlState = wanted,
                PlanDate = unwanted,
                Controller = wanted,
                Summary = wanted,
                FactDate = wanted,
                Status = wanted,
                Resume = wanted,
                Executor = new SevSubscription { Include = true, Advance = SevAdvance.All },
                ExecutorReport = wanted,
            },
        };
    }
}

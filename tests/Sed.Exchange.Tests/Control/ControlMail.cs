using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Delivery;

namespace Sed.Exchange.Tests.Control;

/// <summary>Documents with tasks and reports about them between the towns of a <see cref="VirtualRegion"/>.</summary>
internal sealed class ControlMail(VirtualRegion region)
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Today on the wall.</summary>
    public DateOnly Today => DateOnly.FromDateTime(region.Time.GetUtcNow().ToOffset(Moscow).DateTime);

    public static SevContact Contact(Guid organisation, string? person = null) => new()
    {
        Organization = new SevOrganization { Uid = SevIndex.Text(organisation), ShortName = $"Участник {organisation}" },
        OfficialPerson = person is null ? null : new SevOfficialPerson { Fio = person, Post = "глава" },
    };

    public static SevTask Task(Guid giver, string uid, string id, DateOnly? deadline, params IEnumerable<Guid> executors) => new()
    {
        Uid = uid,
        TaskId = id,
        Type = SevTaskType.Resolution,
        Privacy = false,
        Author = new SevTaskAuthor { Contact = Contact(giver, "Громов Г. Г."), SignDate = new DateOnly(2026, 3, 2) },
        Text = $"Сделать {uid}",
        Executors = [.. executors.Select((executor, index) => new SevExecutor { Responsible = index == 0, Contact = Contact(executor, "Исполнителев И. И.") })],
        Control = new SevTaskControl { State = SevControlState.UnderControl, Deadline = deadline },
        IsProject = false,
    };

    public SevDocInfo Document(Guid sender, IReadOnlyList<Guid> recipients, params IReadOnlyList<SevTask> tasks) => new()
    {
        Header = new SevHeader
        {
            MessageId = NewUid(),
            Time = SevTime.From(region.Time.GetUtcNow().ToOffset(Moscow)),
            MessageType = SevMessageType.MainDoc,
            ReturnId = NewUid(),
            Sender = Sender(sender),
            Recipient = new SevRecipient { Contacts = [.. recipients.Select(recipient => Contact(recipient))] },
            Resources = SevFileLayout.Of(SevDocInfo.FileName, []).Resources,
        },
        Documents =
        [
            new SevDocument
            {
                Uid = NewUid(),
                DocumentId = "1",
                Type = SevDocumentType.Created,
                MainDocument = true,
                Registration = new SevRegisteredNumber { Number = "1-2/3", Date = Today },
                Authors = [new SevAuthor { Contact = Contact(sender) }],
            },
        ],
        Tasks = tasks,
        Subscriptions = SevSubscriptions.Everything(30),
    };

    public SevReportBasis Basis(Guid sender) => new(Guid.NewGuid(), region.Time.GetUtcNow().ToOffset(Moscow), Sender(sender));

    /// <summary>The executor's own report that a task is carried out, or only under way.</summary>
    public SevReport Execution(SevDocInfo about, Guid reporter, SevTask task, string status, DateOnly? doneOn) => SevReports.Execution(about, Basis(reporter), task with
    {
        Executors = [new SevExecutor { Responsible = true, Contact = Contact(reporter), Status = new SevTerm { Text = status }, Text = $"доклад: {status}" }],
        Control = task.Control! with { FactDate = doneOn },
    });

    public async Task<Guid> SendAsync(VirtualNode from, Guid sender, SevPassport passport, TimeSpan? forHowLong = null)
    {
        var octets = SevWriter.Write(passport);
        var name = passport is SevDocInfo ? SevDocInfo.FileName : SevReport.FileName;
        var result = await from.Gateway.Admission.SubmitAsync(
            new Submission
            {
                Organisations = [sender],
                Client = "test",
                Files = [new PackageFile(name, octets.Length, () => new MemoryStream(octets, writable: false))],
            },
            CancellationToken.None);
        var accepted = Assert.IsType<AdmissionResult.Accepted>(result);
        if (forHowLong != TimeSpan.Zero) await region.RunAsync(forHowLong ?? TimeSpan.FromSeconds(20));
        return accepted.Container.MessageId;
    }

    /// <summary>Everything an organisation knows, each task in a line: uid, how it stands, and each executor's town with its state.</summary>
    public async Task<List<string>> SeenAsync(VirtualNode node, Guid organisation, ControlQuery? query = null)
    {
        var page = await node.ReadAsync(journal => ControlView.Read(
            journal, (query ?? new ControlQuery { WithDone = true }) with { Organisations = [organisation] }, null, 100, region.Time.GetUtcNow()));
        return
        [
            .. page.Items.Select(item => $"{item.Task.Uid} {item.Task.Standing} {item.State}"
                + (item.Parent is null ? string.Empty : $" under {item.Parent.Uid}") + ":"
                + string.Concat(item.Executors.Select(executor => $" {Town(executor.Party)} {executor.State}{(executor.IsNamed ? string.Empty : " unnamed")}"))),
        ];
    }

    public Task<ControlSummary?> LineAsync(VirtualNode node, Guid messageId, params IReadOnlyCollection<Guid> organisations) => node.ReadAsync(journal =>
        ControlView.Summarise(journal, journal.ContainersOf(messageId)[0], organisations.Count == 0 ? null : organisations, region.Time.GetUtcNow()));

    private static string Town(Guid? party) => party == VirtualRegion.Government ? "government"
        : party == VirtualRegion.Moscow ? "moscow" : party == VirtualRegion.Efremov ? "efremov" : party == VirtualRegion.Lobanovo ? "lobanovo" : "?";

    private static SevSender Sender(Guid sender) => new()
    {
        Contact = Contact(sender),
        Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" },
    };

    private static string NewUid() => SevIndex.Text(Guid.NewGuid());
}

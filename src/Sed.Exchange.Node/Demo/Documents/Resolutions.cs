using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>
/// Who must do what about the appeal, over two levels: the government's resolution with two points for the town, the town's own resolution below
/// one of them for the settlement, and the reports that come back up.
/// </summary>
internal static class Resolutions
{
    private const string Considered = "1";

    /// <summary>
    /// The government's: one for every recipient, and, when the town is among them, two points for it. The second was due yesterday, so that the view
    /// has something overdue to show.
    /// </summary>
    public static IReadOnlyList<SevTask> OfGovernment(PlannedOfficial author, IReadOnlyList<SevContact> recipients, DateOnly today, bool withPoints)
    {
        var given = SevDraft.Contact(DemoRegion.Government, author);
        var all = Task("1", given, today, "Рассмотреть, принять меры, ответить заявителю и сообщить о результатах.", recipients, today.AddDays(30)) with
        {
            Parent = new SevTaskParent { DocumentId = "1" },
        };
        return !withPoints ? [all] :
        [
            all,
            Point("2", "1", given, today, "Обследовать мост и доложить о его состоянии.", today.AddDays(10)),
            Point("3", "2", given, today, "Организовать временный проезд.", today.AddDays(-1)),
        ];
    }

    /// <summary>The town's resolution for the settlement.</summary>
    public static SevTask OfTown(PlannedOfficial author, DateOnly today) => Task(
        Considered,
        SevDraft.Contact(DemoRegion.Efremov, author),
        today,
        "Осмотреть мост у деревни Заречье, представить акт.",
        [SevDraft.Contact(DemoRegion.Lobanovskoe, DemoRegion.OfficialsOf(DemoRegion.Lobanovskoe)[0])],
        today.AddDays(5));

    /// <summary>The same when it was carried out, as its author tells it on.</summary>
    public static SevTask Ended(SevTask task, string status, DateTimeOffset at) => task with
    {
        Control = task.Control! with { State = SevControlState.EndedControl, FactDate = SevDraft.DayOf(at) },
        Executors = [.. task.Executors.Select(executor => executor with { Status = new SevTerm { Text = status }, Date = SevTime.From(SevDraft.OnTheWall(at)) })],
    };

    /// <summary>The point that the town's resolution stands under.</summary>
    public static SevTask FirstPoint(SevDocInfo appeal) => appeal.Tasks.Single(task => task.Number == "1");

    /// <summary>The town sends the document on to the settlement: with the government's point and, below it, its own resolution.</summary>
    public static Letter Onward(SevDocInfo appeal, SevTask resolution, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Efremov, at);
        var registered = new SevRegisteredNumber { Number = "01-23/317", Date = draft.Today };
        var settlement = SevDraft.Contact(DemoRegion.Lobanovskoe);
        return draft.Finish(new SevDocInfo
        {
            Header = draft.Header([settlement]),
            Documents =
            [
                Letters.Card(registered, "Исходящие", "Об осмотре моста") with
                {
                    Authors = [new SevAuthor { Contact = SevDraft.Contact(DemoRegion.Efremov), Registration = registered }],
                    Addressees = [new SevAddressee { Contact = settlement }],
                },
            ],
            Tasks = [FirstPoint(appeal) with { TaskId = "1", Parent = null }, resolution with { TaskId = "2", Parent = new SevTaskParent { TaskId = "1" } }],
            Subscriptions = SevSubscriptions.Everything(30),
        });
    }

    /// <summary>The report by which the town tells the government of its resolution.</summary>
    public static Letter Consideration(SevDocInfo appeal, SevTask resolution, DateTimeOffset at)
    {
        var draft = new SevDraft(DemoRegion.Efremov, at);
        return draft.Finish(SevReports.Consideration(appeal, draft.Basis, resolution, FirstPoint(appeal).Uid));
    }

    /// <summary>The report by which an executor says that a task is carried out.</summary>
    public static Letter Execution(SevDocInfo document, SevTask task, PlannedOrganisation by, string text, DateTimeOffset at)
    {
        var draft = new SevDraft(by, at);
        return draft.Finish(SevReports.Execution(document, draft.Basis, task with
        {
            Parent = null,
            Control = task.Control! with { FactDate = draft.Today },
            Executors =
            [
                new SevExecutor
                {
                    Responsible = true,
                    Contact = SevDraft.Contact(by, DemoRegion.OfficialsOf(by)[0]),
                    Text = text,
                    Date = SevTime.From(draft.At),
                    Status = new SevTerm { Text = "исполнено" },
                },
            ],
        }));
    }

    private static SevTask Point(string id, string number, SevContact author, DateOnly today, string text, DateOnly deadline) =>
        Task(id, author, today, text, [SevDraft.Contact(DemoRegion.Efremov, DemoRegion.OfficialsOf(DemoRegion.Efremov)[0])], deadline) with
        {
            Type = SevTaskType.Point,
            Number = number,
            Parent = new SevTaskParent { TaskId = "1" },
        };

    private static SevTask Task(string id, SevContact author, DateOnly today, string text, IReadOnlyList<SevContact> executors, DateOnly deadline) => new()
    {
        Uid = SevDraft.NewUid(),
        TaskId = id,
        Type = SevTaskType.Resolution,
        Privacy = false,
        Author = new SevTaskAuthor { Contact = author, SignDate = today },
        Text = text,
        Executors = [.. executors.Select((contact, index) => new SevExecutor { Responsible = index == 0, Contact = contact })],
        Control = new SevTaskControl { State = SevControlState.UnderControl, Deadline = deadline },
        IsProject = false,
    };
}

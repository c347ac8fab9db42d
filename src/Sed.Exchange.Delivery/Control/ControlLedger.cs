using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Control;

/// <summary>
/// Enters the tasks that messages tell, and what reports say of them, in the knowledge of each organisation of this node that sent or got the
/// message; part of the commit that adds its deliveries. Of two messages the one sent later counts, in whatever order they come; of tasks nobody
/// but their giver, of reports nobody but a recipient of the document.
/// </summary>
internal sealed class ControlLedger
{
    // Of a task that an organisation only got, its own part counts. A letter to a whole region must not become a table of everybody for everybody.
    private const int OthersKept = 5;

    // Parts that one letter tells. Of a letter with more, each recipient keeps what names it: at most one part for each executor that is told.
    private const int MostParts = 5000;

    private readonly Dictionary<PackageTask, IReadOnlyList<TaskExecutor>> _executors = new(ReferenceEqualityComparer.Instance);
    private readonly IJournalTransaction _journal;
    private readonly ExchangeDirectory _directory;
    private readonly ContainerRow _message;
    private readonly IReadOnlyCollection<Guid> _recipients;
    private readonly IReadOnlyList<PackageTask> _tasks;
    private readonly DeliveryRow? _document;
    private readonly Dictionary<Guid, Dictionary<string, List<TaskRow>>> _told = [];
    private HashSet<Guid>? _documentRecipients;

    private ControlLedger(
        IJournalTransaction journal,
        ExchangeDirectory directory,
        ContainerRow message,
        IReadOnlyCollection<Guid> recipients,
        IReadOnlyList<PackageTask> tasks,
        DeliveryRow? document)
    {
        _journal = journal;
        _directory = directory;
        _message = message;
        _recipients = recipients;
        _tasks = tasks;
        _document = document;
    }

    /// <summary>Enters the tasks that a document tells; its deliveries are there already. Again changes nothing.</summary>
    /// <param name="journal">The commit under way.</param>
    /// <param name="message">The message; of a report nothing is entered.</param>
    /// <param name="facts">What its package says; null: it was not read.</param>
    /// <param name="recipients">All its recipients, as its envelope has them.</param>
    /// <param name="directory">Says which organisation an index names.</param>
    public static void EnterDocument(
        IJournalTransaction journal, ContainerRow message, PackageFacts? facts, IReadOnlyCollection<Guid> recipients, ExchangeDirectory directory)
    {
        if (message.Kind != EnvelopeKind.Document || facts is null or { Tasks.Count: 0 }) return;
        var ledger = new ControlLedger(journal, directory, message, recipients, facts.Tasks, null);
        var (knowers, tasks) = (ledger.Holders(), facts.Tasks.Where(task => task.Told == PackageTaskTold.Given).ToList());
        var all = (long)knowers.Count * tasks.Count <= MostParts;
        foreach (var knower in knowers)
        {
            foreach (var task in tasks)
            {
                if (all || knower == message.Sender || ledger.ExecutorsOf(task).Any(executor => executor.Party == knower)) ledger.Tell(knower, task);
            }
        }
    }

    /// <summary>Enters what a report says of tasks. Again changes nothing.</summary>
    /// <param name="journal">The commit under way.</param>
    /// <param name="report">The report.</param>
    /// <param name="facts">What its package says; null: it was not read.</param>
    /// <param name="document">The delivery, to the reporter, of the document it is about.</param>
    /// <param name="directory">Says which organisation an index names.</param>
    public static void EnterReport(IJournalTransaction journal, ContainerRow report, PackageFacts? facts, DeliveryRow document, ExchangeDirectory directory)
    {
        if (facts is null or { Tasks.Count: 0 }) return;

        // Its tasks went with its content: whoever tells of one now would begin a life that nothing ends.
        if (journal.FindContainer(document.Container) is not { Remains: Remains.Everything }) return;
        var ledger = new ControlLedger(journal, directory, report, [], facts.Tasks, document);

        // The reporter, where it got the document; the sender, where it sent it.
        List<Guid> knowers = [];
        if (journal.FindDelivery(Lane.In, document.Sender, document.MessageId, report.Sender) is not null) knowers.Add(report.Sender);
        if (document.Lane == Lane.Out) knowers.Add(document.Sender);
        foreach (var knower in knowers.Distinct())
        {
            foreach (var task in facts.Tasks)
            {
                if (task.Told == PackageTaskTold.Given) ledger.Tell(knower, task);
                else ledger.Report(knower, task);
            }
        }
    }

    /// <summary>Organisations of this node that sent or got the message.</summary>
    private List<Guid> Holders() =>
    [
        .. _journal.DeliveriesOf(_message.MessageId)
            .Where(delivery => delivery.Lane != Lane.Relay && delivery.Sender == _message.Sender && delivery.Container == _message.Digest)
            .Select(delivery => delivery.Lane == Lane.Out ? delivery.Sender : delivery.Recipient)
            .Distinct(),
    ];

    /// <summary>The document whose tasks these are.</summary>
    private Guid About => _document?.MessageId ?? _message.MessageId;

    private void Tell(Guid knower, PackageTask task)
    {
        // What another has given, and this organisation knows from the giver, is only pointed at here.
        var giver = GiverOf(knower, task);
        var known = _journal.FindTask(knower, giver, KeyOf(task));
        if (giver != _message.Sender)
        {
            Attach(known!);
            return;
        }

        if (known is null || IsLater(known.ToldAt, known.ToldBy))
        {
            var parent = ParentOf(knower, task);
            var standing = IsOfAnother(task) ? TaskStanding.Received
                : knower == giver ? TaskStanding.Given
                : _document is null ? TaskStanding.Received : TaskStanding.Followed;
            known = new TaskRow
            {
                Organisation = knower,
                Giver = giver,
                Uid = KeyOf(task),
                Kind = task.Kind,
                MessageId = known?.MessageId ?? About,
                Standing = standing,

                // What a task stands under does not change; a message may be silent about it.
                ParentGiver = parent?.Giver ?? known?.ParentGiver,
                ParentUid = parent?.Uid ?? known?.ParentUid,
                Number = task.Number,
                IsPrivate = task.IsPrivate,
                Text = task.Text,
                AuthorPerson = task.AuthorPerson,
                GivenOn = task.GivenOn,
                Deadline = task.Deadline,
                DueAt = task.DueAt,
                DoneOn = task.DoneOn,
                IsEnded = task.IsEnded,
                ToldBy = _message.MessageId,
                ToldAt = _message.SentAt,
                IsOpen = true,
                Executors = standing == TaskStanding.Received
                    ? [.. ExecutorsOf(task).Where((executor, index) => index < OthersKept || executor.Party == knower)]
                    : ExecutorsOf(task),
            };
            known = known with { IsOpen = ControlView.IsOpen(known, _journal.TaskReportsOf(knower, giver, known.Uid)) };
            _journal.Put(known);
        }

        Attach(known);
    }

    private void Report(Guid knower, PackageTask task)
    {
        if (task.Uid is not { } uid || FindTold(knower, uid) is not { } told) return;
        if (told.Giver == _message.Sender)
        {
            // Its own task, told of under the other name.
            Tell(knower, task);
            return;
        }

        var before = _journal.TaskReportsOf(knower, told.Giver, uid);
        if (before.FirstOrDefault(report => report.Reporter == _message.Sender) is { } last && !IsLater(last.ToldAt, last.ToldBy)) return;
        _journal.Put(new TaskReportRow
        {
            Organisation = knower,
            Giver = told.Giver,
            Uid = uid,
            Reporter = _message.Sender,
            At = task.Progress?.At ?? _message.SentAt,
            Status = task.Progress?.Status,
            Text = told.IsPrivate ? null : task.Progress?.Text,
            DoneOn = task.DoneOn,
            IsEnded = task.IsEnded,
            ToldBy = _message.MessageId,
            ToldAt = _message.SentAt,
        });
        var isOpen = ControlView.IsOpen(told, _journal.TaskReportsOf(knower, told.Giver, uid));
        if (isOpen == told.IsOpen) return;
        _journal.Put(told with { IsOpen = isOpen });
        Remember(told with { IsOpen = isOpen });
    }

    private void Attach(TaskRow task)
    {
        _journal.PutTaskOf(About, task);
        Remember(task);
    }

    private void Remember(TaskRow task)
    {
        if (!_told.TryGetValue(task.Organisation, out var tasks)) return;
        if (!tasks.TryGetValue(task.Uid, out var named)) tasks[task.Uid] = named = [];
        named.RemoveAll(other => other.Giver == task.Giver);
        named.Add(task);
    }

    /// <summary>What the document told one organisation, by name: read once, because a document may have thousands and a report names hundreds.</summary>
    private Dictionary<string, List<TaskRow>> ToldTo(Guid knower)
    {
        if (_told.TryGetValue(knower, out var tasks)) return tasks;
        return _told[knower] = _journal.TasksOf(About, [knower]).GroupBy(task => task.Uid, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>The task of this name that the document told, or the reporter's own; another recipient's is nobody else's to report.</summary>
    private TaskRow? FindTold(Guid knower, string uid)
    {
        if (!ToldTo(knower).TryGetValue(uid, out var named)) return null;
        var recipients = _documentRecipients ??= [.. _journal.DeliveriesOf(About).Select(delivery => delivery.Recipient)];
        return named.Find(task => task.Giver == _document!.Sender)
            ?? named.Find(task => task.Giver == _message.Sender)
            ?? named.Find(task => !recipients.Contains(task.Giver));
    }

    private (Guid Giver, string Uid)? ParentOf(Guid knower, PackageTask task)
    {
        if (task.Parent is not { } parent) return null;
        if (parent.Id is { } id)
            return _tasks.FirstOrDefault(other => other.Id == id) is { } here ? (GiverOf(knower, here), KeyOf(here)) : null;
        if (parent.Uid is not { } uid || _document is null) return null;
        return (FindTold(knower, uid)?.Giver ?? _document.Sender, uid);
    }

    /// <summary>Who counts as having told it: the sender; or its author, when the knower has it from him.</summary>
    private Guid GiverOf(Guid knower, PackageTask task) =>
        task.Uid is { } uid && AuthorOf(task) is { } author && author != _message.Sender && _journal.FindTask(knower, author, uid) is not null
            ? author
            : _message.Sender;

    private bool IsOfAnother(PackageTask task) => AuthorOf(task) is { } author && author != _message.Sender;

    private Guid? AuthorOf(PackageTask task) => task.Author is { } author ? Find(author) : null;

    private string KeyOf(PackageTask task) => task.Uid ?? $"{_message.MessageId:N}/{task.Id}";

    private bool IsLater(DateTimeOffset at, Guid by) => (_message.SentAt, _message.MessageId).CompareTo((at, by)) > 0;

    private IReadOnlyList<TaskExecutor> ExecutorsOf(PackageTask task)
    {
        // Each knower is told of the same ones.
        if (!_executors.TryGetValue(task, out var executors)) _executors[task] = executors = ReadExecutors(task);
        return executors;
    }

    private IReadOnlyList<TaskExecutor> ReadExecutors(PackageTask task)
    {
        if (task.Kind == PackageTaskKind.Document) return [.. _recipients.Select(recipient => new TaskExecutor(recipient, null, null, false, null, null, null))];

        // One organisation may be named by two of its indexes.
        return
        [
            .. task.Executors
                .Select(executor => (Party: Find(executor.Organisation), Executor: executor))
                .GroupBy(named => named.Party?.ToString() ?? $"{named.Executor.Organisation.Index} {named.Executor.Organisation.Name}", StringComparer.Ordinal)
                .Select(same => same.OrderByDescending(named => named.Executor.IsResponsible).First())
                .Select(named => new TaskExecutor(
                    named.Party,
                    named.Executor.Organisation.Name,
                    named.Executor.Person,
                    named.Executor.IsResponsible,
                    named.Executor.Progress is { } progress ? progress.At ?? _message.SentAt : null,
                    named.Executor.Progress?.Status,
                    named.Executor.Progress?.Text)),
        ];
    }

    /// <summary>The organisation an address names, or its successor when it was closed; null: none, or several.</summary>
    private Guid? Find(PackageAddress address)
    {
        if (address.Index is not { } index || _directory.FindByIndex(index) is not [var organisation]) return null;
        for (var steps = 0; organisation.ValidTo <= _message.SentAt && organisation.Successors is [var next] && steps < ExchangeDirectory.LongestSuccession; steps++)
        {
            if (_directory.FindOrganisation(next) is not { } successor) break;
            organisation = successor;
        }

        return organisation.Id;
    }
}

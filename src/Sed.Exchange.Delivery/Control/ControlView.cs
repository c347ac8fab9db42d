using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Control;

/// <summary>Execution control: who must do what by when, what was reported, what is overdue; from what this node's organisations know.</summary>
public static class ControlView
{
    /// <summary>Reads a page of tasks.</summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="query">Which.</param>
    /// <param name="after">After which; null: from the beginning.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="now">The moment by which deadlines are judged.</param>
    public static ControlPage Read(IJournalReader journal, ControlQuery query, TaskKey? after, int max, DateTimeOffset now)
    {
        var dueBy = !query.OverdueOnly ? query.DueBy : query.DueBy < now ? query.DueBy : now;

        // One more than asked for says whether there are others.
        var rows = query.MessageId is { } messageId
            ? [.. journal.TasksOf(messageId, query.Organisations)
                .Where(row => (row.IsOpen || !query.OverdueOnly)
                    && (dueBy is null || row.DueAt <= dueBy)
                    && (query.Executor is null || row.Executors.Any(executor => executor.Party == query.Executor)))
                .Where(row => after is null || IsBehind(row, after))
                .Take(max + 1)]
            : journal.Tasks(
                new TaskQuery { Organisations = query.Organisations, OpenOnly = query.OverdueOnly || !query.WithDone, DueBy = dueBy, Executor = query.Executor },
                after,
                max + 1);
        var items = rows.Take(max).Select(row => Judge(journal, row, now)).ToList();
        return new ControlPage(items, rows.Count > max ? TaskKey.Of(items[^1].Task) : null);
    }

    /// <summary>
    /// The tasks of a message in one line, as its sender knows them when the sender is asked about and of this node, else as its recipients here do;
    /// null: it tells of none.
    /// </summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="message">The message.</param>
    /// <param name="organisations">Whose knowledge may be shown; null: everybody's.</param>
    /// <param name="now">The moment by which deadlines are judged.</param>
    public static ControlSummary? Summarise(IJournalReader journal, ContainerRow message, IReadOnlyCollection<Guid>? organisations, DateTimeOffset now)
    {
        // What its sender gave with it: not what recipients put below, nor what it passes on of others, which has a message of its own.
        var rows = journal.TasksOf(message.MessageId, organisations).Where(row => row.Giver == message.Sender).ToList();
        if (rows.Exists(row => row.Organisation == message.Sender)) rows.RemoveAll(row => row.Organisation != message.Sender);

        // Where there are tasks, they are what the control of the document consists of.
        if (rows.Exists(row => row.Kind != PackageTaskKind.Document)) rows.RemoveAll(row => row.Kind == PackageTaskKind.Document);
        var parts = rows
            .SelectMany(row => Judge(journal, row, now).Executors.Select(executor => (Row: row, Executor: executor)))
            .Where(part => part.Executor.State != ControlState.NotKnown)
            .DistinctBy(part => (part.Row.Giver, part.Row.Uid, part.Executor.Party, part.Executor.Name))
            .ToList();
        if (parts.Count == 0) return null;
        var left = parts.Where(part => !part.Executor.IsDone).ToList();
        var due = left.Count > 0
            ? left.MinBy(part => part.Row.DueAt ?? DateTimeOffset.MaxValue)
            : parts.MaxBy(part => part.Row.DueAt ?? DateTimeOffset.MinValue);
        return new ControlSummary(
            due.Row.Deadline,
            due.Row.DueAt,
            [.. (left.Count > 0 ? left : parts).Where(part => part.Row.DueAt == due.Row.DueAt)
                .Select(part => part.Executor)
                .OrderByDescending(executor => executor.IsResponsible)
                .DistinctBy(executor => (executor.Party, executor.Name))],
            parts.Count,
            parts.Count(part => part.Executor.ReportedAt is not null),
            parts.Count(part => part.Executor.IsDone),
            parts.Count(part => part.Executor.State == ControlState.Overdue));
    }

    /// <summary>True: somebody whom the knower answers for or watches has still to do it.</summary>
    internal static bool IsOpen(TaskRow task, IReadOnlyList<TaskReportRow> reports)
    {
        if (task.IsEnded || task.DoneOn is not null) return false;
        var counted = task.Executors.Where(executor => Counts(task, executor.Party)).ToList();
        return counted.Count == 0
            ? task.Executors.Count == 0 && task.Standing != TaskStanding.Received
            : counted.Exists(executor => !reports.Any(report => report.Reporter == executor.Party && IsDone(report)));
    }

    private static ControlItem Judge(IJournalReader journal, TaskRow task, DateTimeOffset now)
    {
        var reports = journal.TaskReportsOf(task.Organisation, task.Giver, task.Uid);
        var executors = task.Executors.Select(executor => Judge(task, executor, reports.FirstOrDefault(report => report.Reporter == executor.Party), now))
            .Concat(reports.Where(report => task.Executors.All(executor => executor.Party != report.Reporter))
                .Select(report => Judge(task, new TaskExecutor(report.Reporter, null, null, false, null, null, null), report, now) with { IsNamed = false }))
            .ToList();
        var parent = task is { ParentGiver: { } giver, ParentUid: { } uid } ? journal.FindTask(task.Organisation, giver, uid) : null;
        return new ControlItem(task, StateOf(task, executors, now), executors, parent, SubjectOf(journal, task));
    }

    // Ids are chosen by senders: under the same one another may have sent what this organisation must not see.
    private static string? SubjectOf(IJournalReader journal, TaskRow task)
    {
        var own = journal.DeliveriesOf(task.MessageId)
            .Where(delivery => delivery.Sender == task.Organisation || delivery.Recipient == task.Organisation)
            .Select(delivery => delivery.Container)
            .ToHashSet();
        return journal.ContainersOf(task.MessageId)
            .Where(container => own.Contains(container.Digest) && container.Subject is not null)
            .OrderByDescending(container => container.Sender == task.Giver)
            .FirstOrDefault()?.Subject;
    }

    private static ControlExecutor Judge(TaskRow task, TaskExecutor executor, TaskReportRow? report, DateTimeOffset now)
    {
        // What the organisation itself says counts before what the giver passes on, unless that is later.
        var own = report is not null && (executor.ReportedAt is null || report.ToldAt >= task.ToldAt) ? report : null;
        var reportedAt = own?.At ?? executor.ReportedAt;
        var doneOn = report?.DoneOn ?? task.DoneOn;
        var isDone = (report is not null && IsDone(report)) || task.IsEnded || task.DoneOn is not null;
        var state = !Counts(task, executor.Party) ? ControlState.NotKnown
            : isDone ? IsLate(task, doneOn, report is not null && IsDone(report) ? report.At : task.ToldAt) ? ControlState.Late : ControlState.Done
            : task.DueAt <= now ? ControlState.Overdue
            : reportedAt is not null ? ControlState.Reported
            : ControlState.Open;
        return new ControlExecutor(
            executor.Party,
            executor.Name,
            executor.Person,
            executor.IsResponsible,
            IsNamed: true,
            state,
            reportedAt,
            own is null ? executor.Status : own.Status,
            own is null ? executor.Report : own.Text,
            isDone ? doneOn : null,
            own?.ToldBy);
    }

    private static ControlState StateOf(TaskRow task, List<ControlExecutor> executors, DateTimeOffset now)
    {
        var counted = executors.Where(executor => executor.IsNamed && executor.State != ControlState.NotKnown).ToList();
        if (!task.IsOpen)
        {
            return counted.Count > 0 ? counted.Exists(executor => executor.State == ControlState.Late) ? ControlState.Late : ControlState.Done
                : task.IsEnded || task.DoneOn is not null ? IsLate(task, task.DoneOn, task.ToldAt) ? ControlState.Late : ControlState.Done
                : ControlState.NotKnown;
        }

        return task.DueAt <= now ? ControlState.Overdue
            : counted.Count > 0 && counted.TrueForAll(executor => executor.ReportedAt is not null) ? ControlState.Reported
            : ControlState.Open;
    }

    /// <summary>Whose part the knower can know by messages: of a task it only got, its own; of a task it gave, everybody's but its own.</summary>
    private static bool Counts(TaskRow task, Guid? party) => task.Standing switch
    {
        TaskStanding.Given => party != task.Organisation,
        TaskStanding.Received => party == task.Organisation,
        _ => true,
    };

    private static bool IsDone(TaskReportRow report) => report.IsEnded || report.DoneOn is not null;

    private static bool IsLate(TaskRow task, DateOnly? doneOn, DateTimeOffset saidAt) =>
        doneOn is { } day && task.Deadline is { } last ? day > last : saidAt >= task.DueAt;

    private static bool IsBehind(TaskRow row, TaskKey after)
    {
        var due = (row.DueAt ?? DateTimeOffset.MaxValue).CompareTo(after.DueAt ?? DateTimeOffset.MaxValue);
        if (due != 0) return due > 0;
        var giver = row.Giver.CompareTo(after.Giver);
        if (giver != 0) return giver > 0;
        var uid = string.CompareOrdinal(row.Uid, after.Uid);
        return uid != 0 ? uid > 0 : row.Organisation.CompareTo(after.Organisation) > 0;
    }
}

using System.Globalization;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Tasks with their executors, what was reported of them, and the messages they belong to.</content>
internal sealed partial class SqliteTransaction
{
    private const string TaskColumns =
        "t.organisation, t.giver, t.uid, t.kind, t.standing, t.parent_giver, t.parent_uid, t.number, t.private, t.text, t.author_person, t.given_on, "
        + "t.deadline, t.due_at, t.done_on, t.ended, t.told_by, t.told_at, t.open, t.message_id";

    private const string TaskReportColumns = "organisation, giver, uid, reporter, at, status, text, done_on, ended, told_by, told_at";

    // Where a deadline is missing: after every other.
    private const long NoDeadline = long.MaxValue;

    public TaskRow? FindTask(Guid organisation, Guid giver, string uid) => WithExecutors(Session.First(
        $"SELECT {TaskColumns} FROM tasks t WHERE organisation = ?1 AND giver = ?2 AND uid = ?3", Task, organisation, giver, uid));

    public IReadOnlyList<TaskReportRow> TaskReportsOf(Guid organisation, Guid giver, string uid) => Session.List(
        $"SELECT {TaskReportColumns} FROM task_reports WHERE organisation = ?1 AND giver = ?2 AND uid = ?3 ORDER BY reporter",
        TaskReport, organisation, giver, uid);

    public IReadOnlyList<TaskRow> TasksOf(Guid messageId, IReadOnlyCollection<Guid>? organisations)
    {
        const string OfMessage = $"SELECT {TaskColumns} FROM task_messages m JOIN tasks t USING (organisation, giver, uid) WHERE m.message_id = ?1";
        var rows = organisations is null
            ? Session.List(OfMessage, Task, messageId)
            : [.. organisations.Distinct().SelectMany(organisation => Session.List($"{OfMessage} AND m.organisation = ?2", Task, messageId, organisation))];
        return [.. InOrder(rows).Select(row => WithExecutors(row)!)];
    }

    public IReadOnlyList<TaskRow> Tasks(TaskQuery query, TaskKey? after, int max)
    {
        CheckMax(max);
        var organisations = query.Organisations ?? (query.Executor is { } named ? KnowersOf(named) : null);
        if (organisations is null) return [.. Page(null).Select(row => WithExecutors(row)!)];

        // One search per organisation, then merged: see WaitingFor.
        return [.. InOrder(organisations.Distinct().SelectMany(organisation => Page(organisation))).Take(max).Select(row => WithExecutors(row)!)];

        List<TaskRow> Page(Guid? organisation)
        {
            List<object?> values =
            [
                (long)max,
                query.DueBy?.ToUnixTimeMilliseconds() ?? NoDeadline,
                after is null ? long.MinValue : Due(after.DueAt),
                after is null ? string.Empty : after.Giver.ToString(),
                after?.Uid ?? string.Empty,
            ];
            var row = query.Executor is null ? "t" : "e";
            var conditions = $"{row}.due_at BETWEEN ?3 AND ?2";
            if (organisation is { } one) conditions += $" AND {row}.organisation = {Parameter(one)}";
            if (query.Executor is { } executor) conditions += $" AND e.party = {Parameter(executor)}";
            if (query.OpenOnly) conditions += $" AND {row}.open = 1";

            // Of one organisation, its id has no part in the order; at the place of the last one shown, those up to that one's are done with.
            var order = $"{row}.due_at, {row}.giver, {row}.uid{(organisation is null ? $", {row}.organisation" : string.Empty)}";
            var isBehind = organisation is null || after is null || organisation.Value.CompareTo(after.Organisation) <= 0;
            var place = organisation is null ? $"(?3, ?4, ?5, {Parameter(after is null ? string.Empty : after.Organisation.ToString())})" : "(?3, ?4, ?5)";
            return Session.List(
                $"SELECT {TaskColumns} FROM {(query.Executor is null ? "tasks t" : "task_executors e JOIN tasks t USING (organisation, giver, uid)")} "
                + $"WHERE {conditions} AND ({order}) {(isBehind ? ">" : ">=")} {place} ORDER BY {order} LIMIT ?1",
                Task,
                [.. values]);

            string Parameter(object value)
            {
                values.Add(value);
                return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
            }
        }
    }

    /// <summary>Organisations that know a task of this executor; from one to the next along the index, like <see cref="QueuedHops"/>.</summary>
    private List<Guid> KnowersOf(Guid executor) => Session.List(
        """
        WITH RECURSIVE knowers (organisation) AS (
            SELECT min(organisation) FROM task_executors WHERE party = ?1
            UNION ALL
            SELECT (SELECT min(e.organisation) FROM task_executors e WHERE e.party = ?1 AND e.organisation > knowers.organisation)
            FROM knowers WHERE organisation IS NOT NULL)
        SELECT organisation FROM knowers WHERE organisation IS NOT NULL
        """,
        row => row.Id(0),
        executor);

    public IEnumerable<TaskRow> AllTasks() =>
        Stream($"SELECT {TaskColumns} FROM tasks t ORDER BY organisation, giver, uid", Task).Select(row => WithExecutors(row)!);

    public void Put(TaskRow row)
    {
        Session.Execute(
            """
            INSERT INTO tasks (organisation, giver, uid, kind, standing, parent_giver, parent_uid, number, private, text, author_person, given_on,
                deadline, due_at, done_on, ended, told_by, told_at, open, message_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
            ON CONFLICT (organisation, giver, uid) DO UPDATE SET kind = excluded.kind, standing = excluded.standing,
                parent_giver = excluded.parent_giver, parent_uid = excluded.parent_uid, number = excluded.number, private = excluded.private,
                text = excluded.text, author_person = excluded.author_person, given_on = excluded.given_on, deadline = excluded.deadline,
                due_at = excluded.due_at, done_on = excluded.done_on, ended = excluded.ended, told_by = excluded.told_by,
                told_at = excluded.told_at, open = excluded.open, message_id = excluded.message_id
            """,
            row.Organisation, row.Giver, row.Uid, row.Kind, row.Standing, row.ParentGiver, row.ParentUid, row.Number, row.IsPrivate, row.Text,
            row.AuthorPerson, row.GivenOn, row.Deadline, Due(row.DueAt), row.DoneOn, row.IsEnded, row.ToldBy, row.ToldAt, row.IsOpen,
            row.MessageId);
        Session.Execute(
            "DELETE FROM task_executors WHERE organisation = ?1 AND giver = ?2 AND uid = ?3", row.Organisation, row.Giver, row.Uid);
        for (var position = 0; position < row.Executors.Count; position++)
        {
            var executor = row.Executors[position];
            Session.Execute(
                """
                INSERT INTO task_executors (organisation, giver, uid, position, party, name, person, responsible, reported_at, status, report, due_at, open)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                """,
                row.Organisation, row.Giver, row.Uid, (long)position, executor.Party, executor.Name, executor.Person, executor.IsResponsible,
                executor.ReportedAt, executor.Status, executor.Report, Due(row.DueAt), row.IsOpen);
        }
    }

    public void Put(TaskReportRow row) => Session.Execute(
        $"""
         INSERT INTO task_reports ({TaskReportColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (organisation, giver, uid, reporter) DO UPDATE SET at = excluded.at, status = excluded.status, text = excluded.text,
             done_on = excluded.done_on, ended = excluded.ended, told_by = excluded.told_by, told_at = excluded.told_at
         """,
        row.Organisation, row.Giver, row.Uid, row.Reporter, row.At, row.Status, row.Text, row.DoneOn, row.IsEnded, row.ToldBy, row.ToldAt);

    public void PutTaskOf(Guid messageId, TaskRow task) => Session.Execute(
        "INSERT INTO task_messages (message_id, organisation, giver, uid) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        messageId, task.Organisation, task.Giver, task.Uid);

    private TaskRow? WithExecutors(TaskRow? task) => task is null ? null : task with
    {
        Executors = Session.List(
            """
            SELECT party, name, person, responsible, reported_at, status, report FROM task_executors
            WHERE organisation = ?1 AND giver = ?2 AND uid = ?3 ORDER BY position
            """,
            row => new TaskExecutor(row.IdOrNull(0), row.TextOrNull(1), row.TextOrNull(2), row.Flag(3), row.TimeOrNull(4), row.TextOrNull(5), row.TextOrNull(6)),
            task.Organisation, task.Giver, task.Uid),
    };

    private static IEnumerable<TaskRow> InOrder(IEnumerable<TaskRow> rows) => rows
        .OrderBy(row => Due(row.DueAt)).ThenBy(row => row.Giver).ThenBy(row => row.Uid, StringComparer.Ordinal).ThenBy(row => row.Organisation);

    private static long Due(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? NoDeadline;

    private static TaskRow Task(SqliteRow row) => new()
    {
        Organisation = row.Id(0),
        Giver = row.Id(1),
        Uid = row.Text(2),
        Kind = row.Name<PackageTaskKind>(3),
        Standing = row.Name<TaskStanding>(4),
        ParentGiver = row.IdOrNull(5),
        ParentUid = row.TextOrNull(6),
        Number = row.TextOrNull(7),
        IsPrivate = row.Flag(8),
        Text = row.TextOrNull(9),
        AuthorPerson = row.TextOrNull(10),
        GivenOn = row.DayOrNull(11),
        Deadline = row.DayOrNull(12),
        DueAt = row.Number(13) == NoDeadline ? null : row.Time(13),
        DoneOn = row.DayOrNull(14),
        IsEnded = row.Flag(15),
        ToldBy = row.Id(16),
        ToldAt = row.Time(17),
        IsOpen = row.Flag(18),
        MessageId = row.Id(19),
    };

    private static TaskReportRow TaskReport(SqliteRow row) => new()
    {
        Organisation = row.Id(0),
        Giver = row.Id(1),
        Uid = row.Text(2),
        Reporter = row.Id(3),
        At = row.Time(4),
        Status = row.TextOrNull(5),
        Text = row.TextOrNull(6),
        DoneOn = row.DayOrNull(7),
        IsEnded = row.Flag(8),
        ToldBy = row.Id(9),
        ToldAt = row.Time(10),
    };
}

using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Tasks with their executors, what was reported of them, and the messages they belong to.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task A_task_comes_back_as_it_was_put_and_is_replaced_with_its_executors()
    {
        var full = Rows.Task(1, 10) with
        {
            ParentGiver = Rows.Id(11),
            ParentUid = "над ним",
            Number = "1.2",
            AuthorPerson = "Иванов И. И., глава",
            GivenOn = new DateOnly(2026, 11, 20),
            DoneOn = new DateOnly(2026, 11, 25),
            IsEnded = true,
            IsPrivate = true,
            Executors =
            [
                new TaskExecutor(Rows.Id(20), "Ефремов", "Петров П. П.", true, Rows.Noon, "исполнено", "сделано"),
                new TaskExecutor(null, "никто", null, false, null, null, null),
            ],
        };
        await Commit(journal => journal.Put(full));

        Same(full, await Read(journal => journal.FindTask(full.Organisation, full.Giver, full.Uid)));
        await Commit(journal => journal.Put(full with { Text = "иначе", Executors = [full.Executors[1]] }));
        Same(full with { Text = "иначе", Executors = [full.Executors[1]] }, Assert.Single(await Read(journal => journal.AllTasks().ToList())));
        Assert.Null(await Read(journal => journal.FindTask(full.Giver, full.Organisation, full.Uid)));
    }

    [Fact]
    public async Task Tasks_come_by_deadline_and_page_by_page_without_gap_or_repeat()
    {
        // Every third without a deadline, many with the same; of two organisations, known to each.
        await Commit(journal =>
        {
            for (var number = 1; number <= 60; number++)
                journal.Put(Rows.Task(number, 10 + (number % 2)) with { DueAt = number % 3 == 0 ? null : Rows.Noon.AddDays(number % 5), IsOpen = number % 4 != 0 });
        });
        foreach (IReadOnlyCollection<Guid>? organisations in new IReadOnlyCollection<Guid>?[] { null, [Rows.Id(10)], [Rows.Id(11), Rows.Id(10)] })
        {
            foreach (var openOnly in new[] { true, false })
            {
                var query = new TaskQuery { Organisations = organisations, OpenOnly = openOnly };
                var all = await Read(journal => journal.Tasks(query, null, 1000));
                Assert.Equal((organisations?.Count == 1 ? 30 : 60) - (openOnly ? 15 : 0), all.Count);
                Assert.Equal(
                    all.Select(TaskKey.Of),
                    all.Select(TaskKey.Of).OrderBy(key => key.DueAt ?? DateTimeOffset.MaxValue).ThenBy(key => key.Giver).ThenBy(key => key.Uid, StringComparer.Ordinal).ThenBy(key => key.Organisation));

                var paged = new List<TaskRow>();
                while (await Read(journal => journal.Tasks(query, paged.Count == 0 ? null : TaskKey.Of(paged[^1]), 7)) is { Count: > 0 } page) paged.AddRange(page);
                Assert.Equal(all.Select(TaskKey.Of), paged.Select(TaskKey.Of));
            }
        }

        var due = await Read(journal => journal.Tasks(new TaskQuery { DueBy = Rows.Noon.AddDays(1) }, null, 1000));
        Assert.NotEmpty(due);
        Assert.All(due, row => Assert.True(row.DueAt <= Rows.Noon.AddDays(1)));
        Assert.Empty(await Read(journal => journal.Tasks(new TaskQuery { Organisations = [] }, null, 10)));
        Assert.Empty(await Read(journal => journal.Tasks(new TaskQuery(), null, 0)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Read(journal => journal.Tasks(new TaskQuery(), null, -1)));
    }

    [Fact]
    public async Task Tasks_of_an_executor_follow_the_task()
    {
        var named = new TaskExecutor(Rows.Id(20), null, null, true, null, null, null);
        await Commit(journal =>
        {
            journal.Put(Rows.Task(1, 10) with { Executors = [named, named with { Party = Rows.Id(21) }] });
            journal.Put(Rows.Task(2, 10) with { Executors = [named], DueAt = Rows.Noon.AddDays(9) });
            journal.Put(Rows.Task(3, 11) with { Executors = [named] });
            journal.Put(Rows.Task(4, 10) with { Executors = [named with { Party = null }] });
        });
        var query = new TaskQuery { Organisations = [Rows.Id(10)], Executor = Rows.Id(20), OpenOnly = true };
        Assert.Equal(["task-1", "task-2"], (await Read(journal => journal.Tasks(query, null, 9))).Select(row => row.Uid));
        Assert.Equal(3, (await Read(journal => journal.Tasks(query with { Organisations = null }, null, 9))).Count);
        Assert.Equal("task-2", Assert.Single(await Read(journal => journal.Tasks(query, TaskKey.Of(Rows.Task(1, 10)), 9))).Uid);

        // Moved in time, ended, given to somebody else.
        await Commit(journal =>
        {
            journal.Put(Rows.Task(1, 10) with { Executors = [named], DueAt = Rows.Noon.AddDays(10) });
            journal.Put(Rows.Task(3, 11) with { Executors = [named], IsOpen = false });
        });
        Assert.Equal(["task-2", "task-1"], (await Read(journal => journal.Tasks(query, null, 9))).Select(row => row.Uid));
        Assert.Equal(2, (await Read(journal => journal.Tasks(query with { Organisations = null }, null, 9))).Count);
        Assert.Empty(await Read(journal => journal.Tasks(query with { Executor = Rows.Id(21) }, null, 9)));
    }

    [Fact]
    public async Task The_last_report_of_each_reporter_is_kept()
    {
        var task = Rows.Task(1, 10);
        var report = new TaskReportRow
        {
            Organisation = task.Organisation,
            Giver = task.Giver,
            Uid = task.Uid,
            Reporter = Rows.Id(20),
            At = Rows.Noon,
            Status = "в работе",
            Text = "едем",
            ToldBy = Rows.Id(5),
            ToldAt = Rows.Noon,
        };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.Put(report)));
        await Commit(journal =>
        {
            journal.Put(task);
            journal.Put(report);
            journal.Put(report with { Reporter = Rows.Id(19) });
        });
        var done = report with { Status = "исполнено", DoneOn = new DateOnly(2026, 11, 24), IsEnded = true, ToldBy = Rows.Id(6), ToldAt = Rows.Noon.AddHours(1) };
        await Commit(journal => journal.Put(done));

        Assert.Equal([report with { Reporter = Rows.Id(19) }, done], await Read(journal => journal.TaskReportsOf(task.Organisation, task.Giver, task.Uid)));
        Assert.Empty(await Read(journal => journal.TaskReportsOf(task.Organisation, task.Giver, "other")));
    }

    [Fact]
    public async Task Tasks_of_a_message_are_those_noted_for_it()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.PutTaskOf(Rows.Id(1), Rows.Task(1, 10))));
        await Commit(journal =>
        {
            foreach (var task in new[] { Rows.Task(1, 10), Rows.Task(1, 11), Rows.Task(2, 10) with { DueAt = Rows.Noon } })
            {
                journal.Put(task);
                journal.PutTaskOf(Rows.Id(1), task);
                journal.PutTaskOf(Rows.Id(1), task);
            }

            journal.PutTaskOf(Rows.Id(2), Rows.Task(1, 10));
        });

        Assert.Equal(["task-2", "task-1", "task-1"], (await Read(journal => journal.TasksOf(Rows.Id(1), null))).Select(row => row.Uid));
        Assert.Equal(["task-2", "task-1"], (await Read(journal => journal.TasksOf(Rows.Id(1), [Rows.Id(10)]))).Select(row => row.Uid));
        Assert.Single(await Read(journal => journal.TasksOf(Rows.Id(2), null)));
        Assert.Empty(await Read(journal => journal.TasksOf(Rows.Id(1), [])));
    }

    private static void Same(TaskRow expected, TaskRow? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Executors, actual.Executors);
        Assert.Equal(expected, actual with { Executors = expected.Executors });
    }
}

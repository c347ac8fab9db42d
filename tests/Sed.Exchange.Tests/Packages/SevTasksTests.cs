using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Tasks of a passport as the neutral facts that control is kept by.</summary>
public sealed class SevTasksTests
{
    private static readonly DateOnly Day = new(2026, 12, 24);

    [Fact]
    public void A_day_ends_in_the_zone_of_the_header_and_in_Moscows_when_that_says_nothing()
    {
        DateTimeOffset? Due(SevTime time) =>
            Facts(Letter(Task("1", "a")) is var letter ? letter with { Header = letter.Header with { Time = time } } : null!).Single().DueAt;
        var clock = new DateTime(2026, 11, 23, 12, 0, 0);

        Assert.Equal(new DateTimeOffset(2026, 12, 25, 0, 0, 0, TimeSpan.FromHours(5)), Due(new SevTime(clock, TimeSpan.FromHours(5))));
        Assert.Equal(new DateTimeOffset(2026, 12, 25, 0, 0, 0, TimeSpan.FromHours(3)), Due(new SevTime(clock, null)));
        Assert.Equal(new DateTimeOffset(2026, 12, 25, 0, 0, 0, TimeSpan.FromHours(3)), Due(new SevTime(clock, TimeSpan.Zero)));
    }

    [Fact]
    public void A_text_is_one_short_line_and_a_confidential_task_has_none()
    {
        var facts = Facts(Letter(
            Task("1", "a") with { Text = "  Первая\r\nстрока " + new string('ж', 600) },
            Task("2", "b") with { Text = new string('ж', 499) + "😀" },
            Task("3", "c") with { Privacy = true, Text = "тайна", Executors = [Executor("20", "тайный отчёт")] }));

        Assert.StartsWith("Первая строка жж", facts[0].Text, StringComparison.Ordinal);
        Assert.Equal(PackageTask.LongestText, facts[0].Text!.Length);

        // No half of a character.
        Assert.Equal(new string('ж', 499), facts[1].Text);
        Assert.Null(facts[2].Text);
        Assert.True(facts[2].IsPrivate);
        Assert.Null(Assert.Single(facts[2].Executors).Progress!.Text);
        Assert.Equal("PackageTask", facts[0].ToString());
    }

    [Fact]
    public void A_UID_that_stands_at_two_tasks_names_neither_and_projects_are_left_out()
    {
        var facts = Facts(Letter(
            Task("1", "5ED00E8C-4A6E-4E0B-9F0E-3B1D5C1F7A10"),
            Task("2", "5ed00e8c4a6e4e0b9f0e3b1d5c1f7a10") with { Parent = new SevTaskParent { TaskId = "1" } },
            Task("3", "own") with { Parent = new SevTaskParent { TaskId = "2" } },
            Task("4", "draft") with { IsProject = true },
            Task("5", " ")));

        Assert.Equal([null, null, "own", null], facts.Select(task => task.Uid));
        Assert.Equal([null, new PackageTaskReference("1", null), new PackageTaskReference("2", null), null], facts.Select(task => task.Parent));
    }

    [Fact]
    public void Tasks_in_a_circle_and_without_end_are_read_in_bounds()
    {
        var circle = Facts(Letter(
            Task("1", "a") with { Parent = new SevTaskParent { TaskId = "2" } }, Task("2", "b") with { Parent = new SevTaskParent { TaskId = "1" } }));
        Assert.Equal(["b", "a"], circle.Select(task => task.Parent?.Uid));

        var many = Enumerable.Range(1, 2000).Select(number => Task($"{number}", $"u{number}") with
        {
            Parent = new SevTaskParent { TaskId = $"{number + 1}" },
            Executors = [.. Enumerable.Range(0, 300).Select(other => Executor($"{other}", null))],
        }).ToArray();
        var read = SevTasks.Of(Letter(many));
        Assert.Equal(200, read.Count);
        Assert.Equal(5000, read.Sum(task => task.Executors.Count));

        var report = Report(many, said => said with { Considerations = [new SevConsideration { TaskId = "2000" }] });
        Assert.Empty(SevTasks.Of(report));
    }

    [Fact]
    public void An_organisation_is_an_executor_once_and_its_responsible_person_speaks()
    {
        var task = Task("1", "a") with
        {
            Executors =
            [
                Executor("20", "младший") with { Date = new SevTime(new DateTime(2026, 11, 25, 9, 0, 0), null) },
                Executor("20", "старший") with { Responsible = true, Date = new SevTime(new DateTime(2026, 11, 24, 9, 0, 0), null), Status = new SevTerm { Text = "исполнено" } },
                Executor("21", null),
            ],
        };
        var executors = Facts(Letter(task)).Single().Executors;

        Assert.Equal(2, executors.Count);
        Assert.True(executors[0].IsResponsible);
        Assert.Equal(new PackageTaskProgress(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(3)), "исполнено", "старший"), executors[0].Progress);
        Assert.Null(executors[1].Progress);
        Assert.Equal("Исполнителев И. И., глава", executors[0].Person);
    }

    [Fact]
    public void A_report_tells_its_own_tasks_from_those_it_reports_about()
    {
        var facts = SevTasks.Of(Report(
            [
                Task("1", "theirs"),
                Task("2", "ours"),
                Task("3", "below ours") with { Parent = new SevTaskParent { TaskId = "2" } },
                Task("4", "only beside"),
                Task("5", "about the document"),
            ],
            said => said with
            {
                TaskReports = [new SevTaskReport { TaskId = "1" }],
                Considerations = [new SevConsideration { TaskId = "2", InitialTaskUid = "theirs" }, new SevConsideration { TaskId = "5" }, new SevConsideration()],
                Answers = [new SevAnswer { DocumentId = "1", Date = new SevTime(new DateTime(2026, 11, 24, 23, 0, 0), null), DeliveryType = new SevTerm { Text = "СЭВ" } }],
            }));

        Assert.Equal(["theirs Reported", "ours Given", "below ours Given", "about the document Given", "card Reported"], facts.Select(task => $"{task.Uid} {task.Told}"));
        Assert.Equal(
            [null, new PackageTaskReference(null, "theirs"), new PackageTaskReference("2", "ours"), new PackageTaskReference(null, "card"), null],
            facts.Select(task => task.Parent));
        Assert.Equal(new DateOnly(2026, 11, 24), facts[^1].DoneOn);
    }

    [Fact]
    public void An_answer_at_the_edge_of_time_has_no_day_rather_than_none_that_a_calendar_knows()
    {
        var first = new SevTime(DateTime.MinValue.AddHours(14), TimeSpan.FromHours(14));
        var report = Report([], said => said with { Answers = [new SevAnswer { DocumentId = "1", Date = first, DeliveryType = new SevTerm { Text = "СЭВ" } }] });
        report = report with { Header = report.Header with { Time = new SevTime(new DateTime(2026, 11, 23), TimeSpan.FromHours(-5)) } };

        Assert.Equal(DateOnly.MinValue, Assert.Single(SevTasks.Of(report)).DoneOn);
    }

    private static IReadOnlyList<PackageTask> Facts(SevDocInfo letter)
    {
        var reading = PackageReader.Read(Passports.FilesOf(SevWriter.Write(letter, new SevWriterOptions { AsRead = true })), PackageLimits.Default);
        return reading.Facts!.Tasks;
    }

    private static SevDocInfo Letter(params SevTask[] tasks) => Passports.Letter() with { Tasks = tasks };

    private static SevReport Report(IReadOnlyList<SevTask> tasks, Func<SevNotification, SevNotification> say)
    {
        var letter = Passports.Letter();
        var report = SevReports.Reception(letter, new SevReportBasis(Guid.NewGuid(), Passports.Noon, Passports.Sender));
        var said = report.Notification with { Reception = null, InitialDocument = report.Notification.InitialDocument with { Uid = "card" } };
        return report with { Notification = say(said), Tasks = tasks };
    }

    private static SevTask Task(string id, string uid) => new()
    {
        Uid = uid,
        TaskId = id,
        Type = SevTaskType.Point,
        Privacy = false,
        Text = $"Сделать {id}",
        Control = new SevTaskControl { State = SevControlState.UnderControl, Deadline = Day },
        IsProject = false,
    };

    private static SevExecutor Executor(string index, string? said) => new()
    {
        Responsible = false,
        Contact = new SevContact
        {
            Organization = new SevOrganization { Uid = index, ShortName = $"Участник {index}" },
            OfficialPerson = new SevOfficialPerson { Fio = "Исполнителев И. И.", Post = "глава" },
        },
        Text = said,
    };
}

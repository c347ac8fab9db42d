using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Control;

/// <summary>Who must do what by when, over the real doors of three towns.</summary>
public sealed class ControlLedgerTests
{
    [Fact]
    public async Task A_task_goes_down_two_levels_and_what_is_done_comes_up()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);

        // 1. The region gives a task to the town; both know it.
        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(10), Efremov);
        var appeal = mail.Document(Government, [Efremov], task);
        var appealId = await mail.SendAsync(region.Tula, Government, appeal);
        Assert.Equal(["r Given Open: efremov Open"], await mail.SeenAsync(region.Tula, Government));
        Assert.Equal(["r Received Open: efremov Open"], await mail.SeenAsync(region.EfremovNode, Efremov));

        // 2. The town puts its own below it, tells the region, and sends the document on to the settlement.
        var own = ControlMail.Task(Efremov, "e", "1", mail.Today.AddDays(5), Lobanovo);
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Consideration(appeal, mail.Basis(Efremov), own, "r"));
        var onward = mail.Document(
            Efremov, [Lobanovo], task with { TaskId = "7" }, own with { TaskId = "8", Parent = new SevTaskParent { TaskId = "7" } });
        var onwardId = await mail.SendAsync(region.EfremovNode, Efremov, onward);
        Assert.Equal(["e Followed Open under r: lobanovo Open", "r Given Open: efremov Open"], await mail.SeenAsync(region.Tula, Government));
        Assert.Equal(["e Given Open under r: lobanovo Open", "r Received Open: efremov Open"], await mail.SeenAsync(region.EfremovNode, Efremov));
        Assert.Equal(["e Received Open under r: lobanovo Open", "r Received NotKnown: efremov NotKnown"], await mail.SeenAsync(region.LobanovoNode, Lobanovo));

        // 3. The settlement reports to the town; the region does not hear of it.
        await mail.SendAsync(region.LobanovoNode, Lobanovo, mail.Execution(onward, Lobanovo, own, "исполнено", mail.Today));
        Assert.Equal(["e Given Done under r: lobanovo Done", "r Received Open: efremov Open"], await mail.SeenAsync(region.EfremovNode, Efremov));
        Assert.Equal("e Received Done under r: lobanovo Done", (await mail.SeenAsync(region.LobanovoNode, Lobanovo))[0]);
        Assert.Equal("e Followed Open under r: lobanovo Open", (await mail.SeenAsync(region.Tula, Government))[0]);

        // 4. The town tells its own again, and reports the region's.
        var done = own with
        {
            Control = own.Control! with { State = SevControlState.EndedControl, FactDate = mail.Today },
            Executors = [own.Executors[0] with { Status = new SevTerm { Text = "исполнено" }, Date = SevTime.From(region.Time.GetUtcNow()) }],
        };
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Consideration(appeal, mail.Basis(Efremov), done, "r"));
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(appeal, Efremov, task, "исполнено", mail.Today));
        Assert.Equal(["e Followed Done under r: lobanovo Done", "r Given Done: efremov Done"], await mail.SeenAsync(region.Tula, Government));
        Assert.Empty(await mail.SeenAsync(region.Tula, Government, new ControlQuery()));

        // 5. One line each.
        var line = (await mail.LineAsync(region.Tula, appealId))!;
        Assert.Equal((1, 1, 1, 0), (line.Assigned, line.Reported, line.Done, line.Overdue));
        Assert.Equal((1, 1, 1, 0), (await mail.LineAsync(region.EfremovNode, onwardId))! is var on ? (on.Assigned, on.Reported, on.Done, on.Overdue) : default);
        Assert.Null(await mail.LineAsync(region.Tula, appealId, Moscow));
    }

    [Fact]
    public async Task A_task_told_after_the_documents_content_was_purged_begins_no_new_life()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var appeal = mail.Document(Government, [Efremov]);
        var id = await mail.SendAsync(region.Tula, Government, appeal);
        foreach (var node in new[] { region.Tula, region.EfremovNode })
        {
            await node.Journal.CommitAsync(
                journal =>
                {
                    journal.Update(Assert.Single(journal.ContainersOf(id)) with { ContentPurgedAt = region.Time.GetUtcNow() });
                    return true;
                },
                CancellationToken.None);
        }

        var own = ControlMail.Task(Efremov, "e", "1", mail.Today.AddDays(5), Lobanovo);
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Consideration(appeal, mail.Basis(Efremov), own, "r"));
        Assert.Empty(await mail.SeenAsync(region.Tula, Government));
        Assert.Empty(await mail.SeenAsync(region.EfremovNode, Efremov));
    }

    [Fact]
    public async Task Each_executor_stands_for_itself_and_a_deadline_ends_with_its_day_in_the_senders_zone()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var task = ControlMail.Task(Government, "r", "1", mail.Today, Efremov, Moscow, Lobanovo);
        var letter = mail.Document(Government, [Efremov, Moscow, Lobanovo], task);
        var id = await mail.SendAsync(region.Tula, Government, letter);
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(letter, Efremov, task, "исполнено", mail.Today));
        await mail.SendAsync(region.LobanovoNode, Lobanovo, mail.Execution(letter, Lobanovo, task, "в работе", null));
        Assert.Equal(["r Given Open: efremov Done moscow Open lobanovo Reported"], await mail.SeenAsync(region.Tula, Government));

        // 23:59:59 and midnight in Moscow.
        region.Time.SetUtcNow(new DateTimeOffset(mail.Today.ToDateTime(new TimeOnly(20, 59, 59)), TimeSpan.Zero));
        Assert.Equal("r Given Open: efremov Done moscow Open lobanovo Reported", Assert.Single(await mail.SeenAsync(region.Tula, Government)));
        Assert.Empty(await mail.SeenAsync(region.Tula, Government, new ControlQuery { OverdueOnly = true }));
        region.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("r Given Overdue: efremov Done moscow Overdue lobanovo Overdue", Assert.Single(await mail.SeenAsync(region.Tula, Government, new ControlQuery { OverdueOnly = true })));
        var line = (await mail.LineAsync(region.Tula, id))!;
        Assert.Equal((3, 2, 1, 2), (line.Assigned, line.Reported, line.Done, line.Overdue));

        // Late is done, and said to be late.
        await mail.SendAsync(region.LobanovoNode, Lobanovo, mail.Execution(letter, Lobanovo, task, "исполнено", mail.Today));
        await mail.SendAsync(region.Tula, Moscow, mail.Execution(letter, Moscow, task, "исполнено", mail.Today.AddDays(-1)));
        Assert.Equal(["r Given Late: efremov Done moscow Done lobanovo Late"], await mail.SeenAsync(region.Tula, Government));

        // On one node with the sender, Moscow still sees no more than its own part.
        Assert.Equal(["r Received Done: efremov NotKnown moscow Done lobanovo NotKnown"], await mail.SeenAsync(region.Tula, Moscow));
        Assert.Equal((1, 1, 1, 0), (await mail.LineAsync(region.Tula, id, Moscow))! is var own ? (own.Assigned, own.Reported, own.Done, own.Overdue) : default);
    }

    [Fact]
    public async Task Nobody_but_its_giver_changes_a_task_and_nobody_but_a_recipient_reports_it()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(10), Efremov);
        var letter = mail.Document(Government, [Efremov], task);
        await mail.SendAsync(region.Tula, Government, letter);
        var before = await mail.SeenAsync(region.Tula, Government);

        // Lobanovo was no recipient: its report and its resolution count for nothing, though it knows the return code and the task.
        await mail.SendAsync(region.LobanovoNode, Lobanovo, mail.Execution(letter, Lobanovo, task, "исполнено", mail.Today));
        await mail.SendAsync(region.LobanovoNode, Lobanovo, SevReports.Consideration(letter, mail.Basis(Lobanovo), ControlMail.Task(Lobanovo, "l", "1", null, Lobanovo), "r"));
        Assert.Equal(before, await mail.SeenAsync(region.Tula, Government));

        // A task of the same name from somebody else is another task.
        await mail.SendAsync(region.LobanovoNode, Lobanovo, mail.Document(Lobanovo, [Government], ControlMail.Task(Lobanovo, "r", "1", null, Government)));
        Assert.Equal([.. before, "r Received Open: government Open"], await mail.SeenAsync(region.Tula, Government));

        // Two recipients of one document: each has its own tasks, and neither reports the other's.
        var shared = mail.Document(Government, [Efremov, Moscow], ControlMail.Task(Government, "s", "1", mail.Today.AddDays(1), Efremov));
        await mail.SendAsync(region.Tula, Government, shared);
        var below = ControlMail.Task(Efremov, "below", "1", mail.Today.AddDays(1), Efremov);
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Consideration(shared, mail.Basis(Efremov), below, "s"));
        await mail.SendAsync(region.Tula, Moscow, mail.Execution(shared, Moscow, below, "исполнено", mail.Today));
        await mail.SendAsync(region.Tula, Moscow, SevReports.Consideration(shared, mail.Basis(Moscow), below with { Text = "чужое" }, "s"));
        var seen = await mail.SeenAsync(region.Tula, Government);
        Assert.Contains("below Followed Open under s: efremov Open", seen);
        Assert.Single(seen, line => line.StartsWith("below ", StringComparison.Ordinal));
        Assert.DoesNotContain(await region.Tula.ReadAsync(journal => journal.AllTasks().ToList()), row => row.Organisation == Government && row.Text == "чужое");

        // A recipient whom nobody named may report, and it shows that nobody did.
        await mail.SendAsync(region.Tula, Moscow, mail.Execution(shared, Moscow, ControlMail.Task(Government, "s", "1", null), "исполнено", mail.Today));
        Assert.Contains("s Given Open: efremov Open moscow Done unnamed", await mail.SeenAsync(region.Tula, Government));
    }

    [Fact]
    public async Task Told_again_the_later_word_counts_in_whatever_order_words_come()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(1), Efremov);
        var first = mail.Document(Government, [Efremov], task);

        // The first letter is held up on its way, and the second, with a new deadline, is there before it.
        region.Tula.Link.Fault = _ => new WireFault.QuestionLost();
        await mail.SendAsync(region.Tula, Government, first, TimeSpan.FromSeconds(5));
        region.Tula.Link.Fault = null;
        var again = mail.Document(Government, [Efremov], task with { Text = "Сделать иначе", Control = task.Control! with { Deadline = mail.Today.AddDays(7) } });
        await mail.SendAsync(region.Tula, Government, again, TimeSpan.FromMinutes(10));
        foreach (var (node, organisation) in new[] { (region.Tula, Government), (region.EfremovNode, Efremov) })
        {
            var known = Assert.Single(await node.ReadAsync(journal => journal.AllTasks().ToList()));
            Assert.Equal((organisation, "Сделать иначе", mail.Today.AddDays(7)), (known.Organisation, known.Text, known.Deadline));
        }

        // A report to either letter is a report of the task; the later one counts.
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(first, Efremov, task, "исполнено", mail.Today));
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(again, Efremov, task, "возобновлено", null));
        Assert.Equal(["r Given Reported: efremov Reported"], await mail.SeenAsync(region.Tula, Government));

        // Its giver takes it off control: nothing is left to do.
        var ended = mail.Document(Government, [Efremov], task with { Control = task.Control! with { State = SevControlState.EndedControl } });
        await mail.SendAsync(region.Tula, Government, ended);
        Assert.Equal(["r Given Done: efremov Done"], await mail.SeenAsync(region.Tula, Government));
        Assert.Empty(await mail.SeenAsync(region.EfremovNode, Efremov, new ControlQuery()));
    }

    [Fact]
    public async Task A_document_on_control_waits_for_the_answer_of_each_recipient()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var plain = mail.Document(Government, [Efremov, Moscow]);
        var letter = plain with
        {
            Documents = [plain.Documents[0] with { Control = new SevDocumentControl { State = SevControlState.UnderControl, Deadline = mail.Today.AddDays(30) } }],
        };
        var uid = letter.Documents[0].Uid!;
        var id = await mail.SendAsync(region.Tula, Government, letter);
        var answer = letter.Documents[0] with { DocumentId = "5", MainDocument = false, Control = null };
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Answer(letter, mail.Basis(Efremov), answer, region.Time.GetUtcNow(), new SevTerm { Text = "СЭВ" }));

        Assert.Equal([$"{uid} Given Open: efremov Done moscow Open"], await mail.SeenAsync(region.Tula, Government));
        Assert.Equal([$"{uid} Received Done: efremov Done moscow NotKnown"], await mail.SeenAsync(region.EfremovNode, Efremov));
        Assert.Equal((2, 1), (await mail.LineAsync(region.Tula, id))! is var line ? (line.Assigned, line.Done) : default);
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.TasksOf(Guid.NewGuid(), null)));
    }

    [Fact]
    public async Task What_was_told_since_the_backup_is_known_again_after_a_restore()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var kept = ControlMail.Task(Government, "kept", "1", mail.Today.AddDays(10), Efremov);
        var before = mail.Document(Government, [Efremov], kept);
        await mail.SendAsync(region.Tula, Government, before);
        await region.RunAsync(TimeSpan.FromMinutes(20));
        var backups = new[] { region.BackUp("tula"), region.BackUp("efremov") };
        await region.RunAsync(TimeSpan.FromMinutes(20));

        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(5), Efremov, Lobanovo);
        var appeal = mail.Document(Government, [Efremov, Lobanovo], task);
        await mail.SendAsync(region.Tula, Government, appeal);
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(appeal, Efremov, task, "исполнено", mail.Today));
        await mail.SendAsync(region.EfremovNode, Efremov, SevReports.Consideration(before, mail.Basis(Efremov), ControlMail.Task(Efremov, "e", "1", mail.Today.AddDays(2), Efremov), "kept"));
        foreach (var backup in backups)
        {
            var organisation = backup.Node == "tula" ? Government : Efremov;
            var known = await mail.SeenAsync(region.Nodes.Single(node => node.Id == backup.Node), organisation);
            Assert.Equal(3, known.Count);

            await region.RestoreAsync(backup);
            Assert.Single(await mail.SeenAsync(region.Nodes.Single(node => node.Id == backup.Node), organisation));
            await region.RunAsync(TimeSpan.FromMinutes(5));

            Assert.Equal(known, await mail.SeenAsync(region.Nodes.Single(node => node.Id == backup.Node), organisation));
        }
    }

    [Fact]
    public async Task A_recipient_of_a_letter_to_everybody_knows_its_own_part_and_a_few_others()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var strangers = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        await mail.SendAsync(region.Tula, Government, mail.Document(Government, [Efremov], ControlMail.Task(Government, "r", "1", null, [.. strangers, Efremov])));

        Assert.Equal(101, Assert.Single(await region.Tula.ReadAsync(journal => journal.AllTasks().ToList())).Executors.Count);
        var known = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllTasks().ToList()));
        Assert.Equal((6, Efremov), (known.Executors.Count, known.Executors[^1].Party));
        Assert.True(known.IsOpen);
    }

    [Fact]
    public async Task A_message_of_another_under_the_same_id_gives_a_task_no_subject()
    {
        var journal = new MemoryJournal();
        var stranger = Rows.Id(901);
        await journal.CommitAsync(
            commit =>
            {
                commit.Add(Rows.Container(1) with { Subject = "№ 1 от 01.03.2026" });
                commit.Add(Rows.Inbound(1, 1, Efremov));
                commit.Add(Rows.Container(2) with { MessageId = Rows.Id(1), Sender = stranger, Subject = "№ 2 от 02.03.2026" });
                commit.Add(Rows.Inbound(2, 1, Efremov) with { Sender = stranger, Container = Rows.Digest(2) });
                foreach (var (giver, letter, uid) in ((Guid, ContainerRow, string)[])[(Rows.Id(900), commit.FindContainer(Rows.Digest(1))!, "a"), (stranger, commit.FindContainer(Rows.Digest(2))!, "b")])
                {
                    var facts = new PackageFacts
                    {
                        Format = "sev-18",
                        Kind = PackageKind.Document,
                        Sender = new PackageAddress("1", null),
                        Recipients = [],
                        Tasks = [new PackageTask { Id = uid, Uid = uid, Kind = PackageTaskKind.Point, Told = PackageTaskTold.Given }],
                    };
                    commit.Add(Rows.Delivery(letter.Length is 1001 ? 3 : 4, 1) with { Sender = giver, Container = letter.Digest, Recipient = Rows.Id(7) });
                    ControlLedger.EnterDocument(commit, letter, facts, [], InForce);
                }

                return true;
            },
            CancellationToken.None);

        Task<List<string?>> SubjectsAsync(Guid organisation) => journal.ReadAsync(
            read => ControlView.Read(read, new ControlQuery { Organisations = [organisation], WithDone = true }, null, 10, Rows.Noon).Items.Select(item => item.Subject).ToList(),
            CancellationToken.None);
        Assert.Equal(["№ 2 от 02.03.2026"], await SubjectsAsync(stranger));
        Assert.Equal(["№ 1 от 01.03.2026", "№ 2 от 02.03.2026"], await SubjectsAsync(Efremov));
    }

    [Theory]
    [InlineData(80, 4800)]
    [InlineData(100, 2)]
    public async Task Of_many_tasks_for_many_recipients_each_keeps_those_that_name_it(int tasks, int kept)
    {
        var journal = new MemoryJournal();
        var letter = Rows.Container(1);
        PackageTask Task(int number) => new()
        {
            Id = $"{number}",
            Uid = $"task-{number}",
            Kind = PackageTaskKind.Point,
            Told = PackageTaskTold.Given,
            Executors = number < 2 ? [new PackageExecutor(new PackageAddress(SevIndex.Text(Efremov), "Ефремов"), null, true, null)] : [],
        };
        var facts = new PackageFacts
        {
            Format = "sev-18",
            Kind = PackageKind.Document,
            Sender = new PackageAddress("1", null),
            Recipients = [],
            Tasks = [.. Enumerable.Range(0, tasks).Select(Task)],
        };
        await journal.CommitAsync(
            commit =>
            {
                commit.Add(letter);
                for (var number = 0; number < 60; number++) commit.Add(Rows.Inbound(number, 1, number == 0 ? Efremov : Rows.Id(5000 + number)));
                ControlLedger.EnterDocument(commit, letter, facts, [], InForce);
                return true;
            },
            CancellationToken.None);

        var known = await journal.ReadAsync(read => read.AllTasks().ToList(), CancellationToken.None);
        Assert.Equal((kept, 2), (known.Count, known.Count(task => task.Executors.Any(executor => executor.Party == Efremov) && task.Organisation == Efremov)));
    }

    [Fact]
    public async Task A_report_that_came_before_its_document_counts_when_the_document_is_known_again()
    {
        // The sender's node is restored to a time before the document, and hears of the report first.
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        await region.RunAsync(TimeSpan.FromMinutes(20));
        var backup = region.BackUp("tula");
        await region.RunAsync(TimeSpan.FromMinutes(20));
        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(5), Efremov);
        var letter = mail.Document(Government, [Efremov], task);
        await mail.SendAsync(region.Tula, Government, letter);
        region.EfremovNode.Link.Fault = _ => new WireFault.QuestionLost();
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(letter, Efremov, task, "исполнено", mail.Today), TimeSpan.FromSeconds(5));

        await region.RestoreAsync(backup);
        region.EfremovNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(["r Given Done: efremov Done"], await mail.SeenAsync(region.Tula, Government));
    }

    [Fact]
    public async Task What_tasks_say_reaches_no_event_of_any_feed()
    {
        var region = await OpenAsync();
        var mail = new ControlMail(region);
        var task = ControlMail.Task(Government, "r", "1", mail.Today.AddDays(1), Efremov);
        var letter = mail.Document(Government, [Efremov], task);
        await mail.SendAsync(region.Tula, Government, letter);
        await mail.SendAsync(region.EfremovNode, Efremov, mail.Execution(letter, Efremov, task, "исполнено", mail.Today));

        foreach (var node in region.Nodes)
        {
            var events = await node.ReadAsync(journal => journal.EventsAfter(0, null, 1000));
            Assert.DoesNotContain(events, row => row.ToString().Contains("Сделать", StringComparison.Ordinal) || row.ToString().Contains("доклад", StringComparison.Ordinal));
            Assert.DoesNotContain(events, row => row.ToString().Contains("Исполнителев", StringComparison.Ordinal));
            Assert.All(await node.ReadAsync(journal => journal.AllTasks().ToList()), row => Assert.Equal("TaskRow", row.ToString()));
        }
    }
}

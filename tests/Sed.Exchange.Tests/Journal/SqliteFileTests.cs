using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>The journal's file: schema, permissions, readers beside the node, indexes.</summary>
public sealed partial class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_owner_can_read_the_file_and_its_companions()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var journal = SqliteJournal.Open(FilePath);
        await journal.CommitAsync(work =>
        {
            work.Add(Rows.Container(1));
            return 0;
        }, CancellationToken.None);

        var files = Directory.GetFiles(_folder.Path);
        Assert.Equal(3, files.Length);
        foreach (var file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_advice()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        Execute("UPDATE schema_version SET version = 99");

        var refusals = new[]
        {
            Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath)),
            Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(FilePath)),
        };

        Assert.All(refusals, refusal =>
        {
            Assert.False(refusal.IsTransient);
            Assert.Contains("schema 99", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"knows up to {SqliteSchema.Current}", refusal.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Each_migration_is_whole_or_not_there()
    {
        await SqliteJournal.Open(FilePath).DisposeAsync();
        using (var session = new SqliteSession(FilePath, SqliteOpenMode.ReadWrite, TimeSpan.Zero, null))
        {
            string Script(int version) => version == SqliteSchema.Current + 1 ? "CREATE TABLE two (a)" : "CREATE TABLE three (a); CREATE TABLE two (again)";
            Assert.Throws<JournalException>(() => SqliteSchema.Migrate(session, FilePath, SqliteSchema.Current + 2, Script));
        }

        Assert.Equal(SqliteSchema.Current + 1L, Execute("SELECT version FROM schema_version"));
        Assert.Equal(1L, Execute("SELECT count(*) FROM sqlite_schema WHERE name = 'two'"));
        Assert.Equal(0L, Execute("SELECT count(*) FROM sqlite_schema WHERE name = 'three'"));
        Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(FilePath, string.Concat(Enumerable.Repeat("not a database ", 100)));

        Assert.False(Assert.Throws<JournalException>(() => SqliteJournal.Open(FilePath)).IsTransient);
        Assert.False(Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(FilePath)).IsTransient);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenReadOnly(_folder.File("absent.db")));
        Assert.False(File.Exists(_folder.File("absent.db")));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 4096)]
    [InlineData(4096, int.MaxValue)]
    public async Task A_damaged_file_is_named_with_its_remedy_and_nothing_of_it_is_read(int from, int to)
    {
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            for (var number = 1; number <= 50; number++) await AddAsync(journal, number);
        }

        Damage(FilePath, from, to);

        Says(await Assert.ThrowsAsync<JournalException>(() => ReadAsync(SqliteJournal.OpenReadOnly(FilePath))));
        Says(await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await using var journal = SqliteJournal.Open(FilePath);
            await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None);
        }));

        static async Task<int> ReadAsync(ReadOnlySqliteJournal reader)
        {
            using (reader) return await reader.ReadAsync(journal => journal.AllContainers().Count(), CancellationToken.None);
        }

        static void Says(JournalException damaged)
        {
            Assert.False(damaged.IsTransient);
            Assert.True(damaged.IsDamage);
            Assert.Contains("is damaged", damaged.Message, StringComparison.Ordinal);
            Assert.Contains("sedx restore", damaged.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UPDATE containers SET sender = 'x' || substr(sender, 2)")]
    [InlineData("UPDATE containers SET digest = 'streebog-257' || substr(digest, 13)")]
    [InlineData("UPDATE containers SET kind = 'Dokument'")]
    [InlineData("UPDATE containers SET stored_at = 9223372036854775807")]
    public async Task A_row_whose_octets_are_no_values_is_damage_and_is_never_left_out(string harm)
    {
        await using (var journal = SqliteJournal.Open(FilePath)) await AddAsync(journal, 1);
        Execute(harm);

        await using (var journal = SqliteJournal.Open(FilePath))
            await StopsAsync(journal, async () => await journal.ReadAsync(view => view.AllContainers().Count(), CancellationToken.None));
        await using (var journal = SqliteJournal.Open(FilePath))
            await StopsAsync(journal, async () => await journal.ReadAsync(view => view.RecentContainers(10), CancellationToken.None));

        // Work that swallows it must not commit what it made of the rest.
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            await StopsAsync(journal, async () => await journal.CommitAsync(work =>
            {
                Assert.Throws<JournalException>(() => work.RecentContainers(10));
                work.Add(new BlobIntentRow("a", BlobIntentState.Intended, Rows.Noon));
                return 0;
            }, CancellationToken.None));
        }

        Assert.Equal(0L, Execute("SELECT count(*) FROM blobs"));

        static async Task StopsAsync(SqliteJournal journal, Func<Task> work)
        {
            var damage = await Assert.ThrowsAsync<JournalException>(work);
            Assert.True(damage.IsDamage);
            Assert.Contains("is damaged: a row cannot be read", damage.Message, StringComparison.Ordinal);
            Assert.Contains("sedx restore", damage.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<JournalException>(() => journal.ReadAsync(view => view.Epoch, CancellationToken.None));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_file_keeps_the_log_beside_it_for_whoever_repairs_it(bool isTruncated)
    {
        // As a killed node leaves it: what was committed last lies in the log alone.
        var copy = _folder.File("copy.db");
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            for (var number = 1; number <= 50; number++) await AddAsync(journal, number);
            await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None);
        }

        await using (var journal = SqliteJournal.Open(FilePath))
        {
            await AddAsync(journal, 51);
            File.Copy(FilePath, copy);
            File.Copy(FilePath + "-wal", copy + "-wal");
        }

        if (isTruncated) using (var file = new FileStream(copy, FileMode.Open)) file.SetLength(file.Length / 2);
        else Damage(copy, 8192, int.MaxValue);
        byte[][] before = [await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(copy + "-wal")];

        var damaged = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            await using var journal = SqliteJournal.Open(copy);
            await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None);
        });

        Assert.Contains("is damaged", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(before, [await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(copy + "-wal")]);
    }

    [Fact]
    public async Task A_journal_that_is_closed_whole_leaves_no_log()
    {
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            await AddAsync(journal, 1);
            Assert.True(File.Exists(FilePath + "-wal"));
        }

        Assert.Equal([FilePath], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_log_whose_octets_changed_ends_before_them_and_gives_no_other_rows()
    {
        // The connection of a node that died is never closed: what it wrote stays in the log.
        var copy = _folder.File("copy.db");
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            for (var number = 1; number <= 50; number++) await AddAsync(journal, number);
            File.Copy(FilePath, copy);
            File.Copy(FilePath + "-wal", copy + "-wal");
        }

        var length = (int)new FileInfo(copy + "-wal").Length;
        Damage(copy + "-wal", length / 2, (length / 2) + 1);

        // The log's own checksums: every commit before the damage, none after it.
        await using var damaged = SqliteJournal.Open(copy);
        var lengths = await damaged.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).Order().ToList(), CancellationToken.None);
        Assert.InRange(lengths.Count, 1, 49);
        Assert.Equal(Enumerable.Range(1, lengths.Count).Select(number => 1000L + number), lengths);
    }

    [Fact]
    public async Task A_reader_beside_the_node_sees_what_is_committed()
    {
        await using var journal = SqliteJournal.Open(FilePath);
        using var reader = SqliteJournal.OpenReadOnly(FilePath);
        for (var number = 1; number <= 3; number++)
        {
            await journal.CommitAsync(work =>
            {
                work.Add(Rows.Container(number));
                return 0;
            }, CancellationToken.None);
            Assert.Equal(number, await reader.ReadAsync(view => view.AllContainers().Count(), CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_reader_of_a_stopped_node_changes_nothing_in_the_file()
    {
        await using (var journal = SqliteJournal.Open(FilePath))
        {
            await journal.CommitAsync(work =>
            {
                work.Add(Rows.Container(1));
                return 0;
            }, CancellationToken.None);
        }

        var before = await File.ReadAllBytesAsync(FilePath);
        using (var reader = SqliteJournal.OpenReadOnly(FilePath))
        {
            Assert.Equal(1, await reader.ReadAsync(view => view.AllContainers().Count(), CancellationToken.None));
            await Assert.ThrowsAsync<JournalException>(() => reader.ReadAsync(view =>
            {
                ((IJournalTransaction)view).Append(Rows.Event(1, "x"));
                return 0;
            }, CancellationToken.None));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task A_reader_of_a_killed_node_sees_what_lies_in_its_log()
    {
        await using var journal = SqliteJournal.Open(FilePath);
        await journal.CommitAsync(work =>
        {
            work.Add(Rows.Container(1));
            return 0;
        }, CancellationToken.None);

        // What a killed process leaves: file and log, and no memory of either.
        var copy = _folder.File("copy.db");
        File.Copy(FilePath, copy);
        File.Copy(FilePath + "-wal", copy + "-wal");
        Assert.True(new FileInfo(copy + "-wal").Length > 0);

        using (var reader = SqliteJournal.OpenReadOnly(copy))
            Assert.Equal(1, await reader.ReadAsync(view => view.AllContainers().Count(), CancellationToken.None));
        await using var reopened = SqliteJournal.Open(copy);
        Assert.Equal(1, await reopened.ReadAsync(view => view.AllContainers().Count(), CancellationToken.None));
    }

    [Fact]
    public async Task Reports_of_an_older_journal_stay_with_the_documents_they_are_about()
    {
        var id = Rows.Id(1).ToString("D");
        using (var session = new SqliteSession(FilePath, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero, null))
        {
            SqliteSchema.Migrate(session, FilePath, 3, Script);
            session.ExecuteScript($"""
                INSERT INTO containers (digest, message_id, sender, origin_node, blob, length, sent_at, deliver_by, stored_at, kind, package_format, priority, path)
                    VALUES ('{Rows.Digest(1)}', '{id}', '{Rows.Id(900)}', 'tula', 'b', 1, 0, 0, 0, 'Document', 'sev-12', 5, '');
                INSERT INTO deliveries (delivery_id, lane, message_id, sender, recipient, container, state, state_since, created_at, deliver_by, attempts, perhaps_seen, version)
                    VALUES ('{id}', 'Out', '{id}', '{Rows.Id(900)}', '{Rows.Id(2)}', '{Rows.Digest(1)}', 'Delivered', 0, 0, 0, 0, 0, 0);
                INSERT INTO reports (report_message_id, event, message_id, recipient, node, at)
                    VALUES ('{Rows.Id(20)}', 'Registered', '{id}', '{Rows.Id(2)}', 'efremov', {Rows.Noon.ToUnixTimeMilliseconds()});
                """);
        }

        await using var journal = SqliteJournal.Open(FilePath);
        Assert.Equal(
            [new ReportRow(Rows.Id(900), Rows.Id(1), Rows.Id(2), ReportEvent.Registered, ReportKinds.Registration, Rows.Id(20), "efremov", Rows.Noon)],
            await journal.ReadAsync(view => view.ReportsOf(Rows.Id(900), Rows.Id(1)), CancellationToken.None));

        static string Script(int version)
        {
            using var reader = new StreamReader(typeof(SqliteJournal).Assembly.GetManifestResourceStream($"sqlite/{version:0000}.sql")!);
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task Every_search_ends_in_an_index()
    {
        var statements = new ConcurrentQueue<string>();
        await using (var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), statements.Enqueue))
        {
            await journal.CommitAsync(work =>
            {
                work.Add(Rows.Container(1));
                work.Add(Rows.Delivery(1, 1));
                work.Update(Rows.Delivery(1, 1) with { Attempts = 1 });
                work.Add(Rows.Receipt(1, 1));
                work.Put(Rows.Owed(1, "tula"));
                work.RemoveOwedReceipt(Rows.Id(1));
                work.Put(Rows.Task(1, 1) with { Executors = [new TaskExecutor(Rows.Id(1), null, null, true, null, null, null)] });
                work.PutTaskOf(Rows.Id(1), Rows.Task(1, 1));
                work.Add(new BlobIntentRow("a", BlobIntentState.Intended, Rows.Noon));
                work.Put(Rows.Webhook("x", 1));
                work.KillBlob("a");
                work.RemoveBlob("a");
                RemoveEverything(work);
                return 0;
            }, CancellationToken.None);
            await journal.ReadAsync(AskEverything, CancellationToken.None);
        }

        var searches = statements.Distinct().Where(sql => SearchPattern().IsMatch(sql)).ToList();
        Assert.True(searches.Count > 30);
        var slow = searches.SelectMany(sql => Plan(sql)
            .Where(step => SlowPattern().IsMatch(step) || (step.Contains("TEMP B-TREE", StringComparison.Ordinal) && !sql.StartsWith("WITH", StringComparison.Ordinal)))
            .Select(step => $"{step}: {sql}"));
        Assert.Empty(slow);

        // Who has sent a million messages must not have them all read when one of them goes.
        var changes = searches.Where(sql => !sql.StartsWith("SELECT", StringComparison.Ordinal) && !sql.StartsWith("WITH", StringComparison.Ordinal)).ToList();
        Assert.True(changes.Count > 20, $"{changes.Count}");
        Assert.Empty(changes.SelectMany(sql => Plan(sql).Where(step => BodyAlonePattern().IsMatch(step)).Select(step => $"{step}: {sql}")));

        // Ended tasks only grow in number: what is open is found without reading them. What is asked of one message begins there.
        var open = searches.Where(sql => sql.Contains(".open = 1", StringComparison.Ordinal) && !sql.Contains("task_messages m CROSS JOIN", StringComparison.Ordinal) && !sql.StartsWith("WITH", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, open.Count);
        Assert.All(open, sql => Assert.Contains(Plan(sql), step => step.Contains("_open", StringComparison.Ordinal)));
    }

    private static void RemoveEverything(IJournalTransaction journal)
    {
        journal.Put(new CaptureRow { Container = Rows.Digest(1), MessageId = Rows.Id(1), State = CaptureState.Done, StateSince = Rows.Noon, Since = Rows.Noon });
        journal.PutCaptured(Rows.Digest(1), "tsl", new Dictionary<string, byte[]> { ["a"] = [1] });
        journal.RemoveTasksOf(Rows.Id(1));
        journal.RemoveMetadataOf(Rows.Container(1));
        journal.RemoveMessage(Rows.Container(1));
        journal.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Alarm });
        journal.RemoveEvents(Rows.Noon.AddDays(1), null, 10);
        journal.RemoveHold(Rows.Id(1));
    }

    /// <summary>Every question of <see cref="IJournalReader"/> but the streams, which read everything by their meaning.</summary>
    private static int AskEverything(IJournalReader journal)
    {
        var id = Rows.Id(1);
        _ = journal.Epoch;
        journal.FindContainer(Rows.Digest(1));
        journal.DebtsOf(Rows.Digest(1), id, Rows.Noon);
        journal.RefusalsOf(Rows.Digest(1));
        journal.HeldOf(Rows.Digest(1));
        journal.HeldPeers();
        journal.FirstHeld("efremov", Rows.Noon);
        foreach (var remains in Enum.GetValues<Remains>()) journal.ContainersLeft(remains, Rows.Noon, null, 10);
        journal.RefusalsLeft(withOctets: true, Rows.Noon, null, 10);
        journal.RefusalsLeft(withOctets: false, Rows.Noon, null, 10);
        journal.ContainersOf(id);
        journal.DocumentsByReturnCode(id, "x");
        journal.DocumentsByUid(id, "x");
        journal.DocumentsByReturnCode(id, "x", [id]);
        journal.DocumentsByUid(id, "x", [id]);
        journal.ContainersByClientReference("x", null);
        journal.ContainersByClientReference("x", [Rows.Id(1)]);
        journal.RecentContainers(10);
        journal.FindDelivery(id);
        journal.FindDelivery(Lane.Out, id, id, id);
        journal.DeliveriesOf(id);
        journal.DueDeliveries("x", Rows.Noon, 10);
        journal.QueuedHops();
        journal.QueuedBytes("x");
        journal.Overdue(Lane.Out, Rows.Noon, 10);
        journal.Overdue(Lane.Relay, Rows.Noon, 10);
        journal.NextDeadline(Lane.Out, Rows.Noon);
        journal.NextDeadline(Lane.Relay, Rows.Noon);
        journal.Waiting([id], 10);
        journal.Waiting([id], 10, EnvelopeKind.Report);
        journal.Unscheduled(10);
        journal.Poisoned([id], 10);
        journal.Poisoned([id], 10, EnvelopeKind.Report);
        journal.DueWarnings(Rows.Noon, 10);
        journal.NextWarning();
        journal.ExpiredLeases(Rows.Noon, 10);
        journal.FindLease(id, id);
        journal.FindReceipt(id);
        journal.ReceiptsOf(id);
        journal.ReceiptsOf(id, id);
        journal.FindRefusal(Rows.Digest(1), id);
        journal.DueOwedReceipts("x", Rows.Noon, 10);
        journal.OwedNodes();
        journal.ReportsOf(id, id);
        journal.DocumentsReported(id, id);
        journal.FindSubscription(id, id, id);
        journal.DueSubscriptions(Rows.Noon, 10);
        journal.NextSubscription();
        journal.DueReportsToMake(Rows.Noon, 10);
        journal.NextReportToMake();
        journal.ParkedReports(id, id);
        journal.FindTask(id, id, "x");
        journal.TaskReportsOf(id, id, "x");
        journal.TasksOf(id, [id]);
        foreach (var openOnly in new[] { true, false })
        {
            foreach (var organisations in new IReadOnlyCollection<Guid>?[] { null, [id] })
            {
                foreach (var executor in new Guid?[] { null, id })
                    journal.Tasks(new TaskQuery { OpenOnly = openOnly, Organisations = organisations, Executor = executor }, TaskKey.Of(Rows.Task(1, 1)), 10);
            }
        }

        journal.FindIdempotency(id, "x");
        journal.LastEvent();
        journal.IsToldWithoutDelivery(id, id);
        journal.FindWebhook("x");
        journal.WaitingWebhooks();
        journal.EventsAfter(0, null, 10);
        journal.EventsAfter(0, [id], 10);
        journal.FindBlobIntent("x");
        journal.BlobIntents(BlobIntentState.Dead, Rows.Noon, 10);
        journal.LatestDirectory();
        journal.FindDirectory(1);
        journal.DirectoryAtOrBelow(1);
        journal.DirectoryAbove(1);
        return 0;
    }

    private List<string> Plan(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        for (var number = 1; number <= 23; number++)
        {
            if (sql.Contains($"?{number}", StringComparison.Ordinal)) command.Parameters.AddWithValue($"?{number}", 1);
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read()) steps.Add(reader.GetString(3));
        return steps;
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    [GeneratedRegex(@"\A(SELECT .* FROM (?!sqlite_schema|sqlite_sequence|schema_version|webhooks ORDER BY)|WITH|UPDATE (?!schema_version)|DELETE)", RegexOptions.Singleline)]
    private static partial Regex SearchPattern();

    /// <summary>A search by an organisation and nothing else.</summary>
    [GeneratedRegex(@"\((sender|recipient|organisation|party|reporter|issuer_node|to_node|origin_node)=\?\)\z")]
    private static partial Regex BodyAlonePattern();

    /// <summary>
    /// A scan of a table that grows. Scans along an index that a LIMIT ends are none, nor are those of the recursive tables, which have a row per
    /// node or organisation (and may be sorted for it). Webhooks are read whole: there are a few.
    /// </summary>
    [GeneratedRegex(@"SCAN (?!(hops|nodes|knowers|CONSTANT)\b)(?!\w+ USING (COVERING )?INDEX)")]
    private static partial Regex SlowPattern();

    private static Task<int> AddAsync(SqliteJournal journal, int number) => journal.CommitAsync(work =>
    {
        work.Add(Rows.Container(number));
        return 0;
    }, CancellationToken.None);

    private static void Damage(string file, int from, int to)
    {
        var octets = File.ReadAllBytes(file);
        for (var at = from; at < Math.Min(to, octets.Length); at++) octets[at] ^= 0xFF;
        File.WriteAllBytes(file, octets);
    }
}

using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>Groups, full disks, locks and errors under the SQLite journal's feet.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private const int IoError = 10;
    private const int FullError = 13;

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Units_that_wait_together_share_one_commit()
    {
        var statements = new ConcurrentQueue<string>();
        await using var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), statements.Enqueue);
        using var writer = new HeldWriter(journal);
        statements.Clear();

        var units = Enumerable.Range(1, 20).Select(number => Commit(journal, work => work.Add(Rows.Container(number)))).ToList();
        Assert.All(units, unit => Assert.False(unit.IsCompleted));
        writer.Release();
        await Task.WhenAll(units);

        // One for the unit that was held, one for all that waited.
        Assert.Equal(2, statements.Count(sql => sql == "COMMIT"));
        Assert.Equal(20, await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
    }

    [Fact]
    public async Task A_throwing_unit_leaves_the_others_of_its_group_alone()
    {
        await using var journal = SqliteJournal.Open(FilePath);
        using var writer = new HeldWriter(journal);

        var first = Commit(journal, work => work.Add(Rows.Container(1)));
        var second = Commit(journal, work =>
        {
            work.Add(Rows.Container(2));
            throw new NotSupportedException();
        });
        var third = Commit(journal, work => work.Add(Rows.Container(1)));
        var fourth = Commit(journal, work => work.Add(Rows.Container(4)));
        writer.Release();

        await first;
        await Assert.ThrowsAsync<NotSupportedException>(() => second);
        await Assert.ThrowsAsync<JournalConflictException>(() => third);
        await fourth;
        Assert.Equal([1001L, 1004], await journal.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).ToList(), CancellationToken.None));
    }

    [Fact]
    public async Task A_unit_that_waits_can_be_cancelled_and_a_started_one_cannot()
    {
        await using var journal = SqliteJournal.Open(FilePath);
        using var cancel = new CancellationTokenSource();
        using var writer = new HeldWriter(journal);
        var waiting = journal.CommitAsync(
            work =>
            {
                work.Add(Rows.Container(1));
                return 0;
            },
            cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        writer.Release();

        using var late = new CancellationTokenSource();
        await journal.CommitAsync(
            work =>
            {
                late.Cancel();
                work.Add(Rows.Container(2));
                return 0;
            },
            late.Token);

        Assert.Equal([1002L], await journal.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).ToList(), CancellationToken.None));
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("SAVEPOINT unit")]
    [InlineData("INSERT INTO containers")]
    [InlineData("RELEASE unit")]
    [InlineData("COMMIT")]
    public async Task A_full_disk_at_any_statement_changes_nothing_and_passes(string statement)
    {
        var full = false;
        await using var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), Fail(statement, FullError, () => full));
        await Commit(journal, work => work.Add(Rows.Container(1)));

        full = true;
        var fault = await Assert.ThrowsAsync<JournalException>(() => Commit(journal, work => work.Add(Rows.Container(2))));
        full = false;

        Assert.True(fault.IsTransient);
        Assert.Contains("Free space", fault.Message, StringComparison.Ordinal);
        await Commit(journal, work => work.Add(Rows.Container(3)));
        Assert.Equal([1001L, 1003], await journal.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).ToList(), CancellationToken.None));
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("SAVEPOINT unit")]
    [InlineData("INSERT INTO containers")]
    [InlineData("RELEASE unit")]
    [InlineData("COMMIT")]
    public async Task An_io_error_at_any_statement_stops_the_journal_until_it_is_opened_again(string statement)
    {
        var broken = false;
        await using (var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), Fail(statement, IoError, () => broken)))
        {
            await Commit(journal, work => work.Add(Rows.Container(1)));
            broken = true;
            var fault = await Assert.ThrowsAsync<JournalException>(() => Commit(journal, work => work.Add(Rows.Container(2))));
            broken = false;

            Assert.False(fault.IsTransient);
            Assert.False((await Assert.ThrowsAsync<JournalException>(() => Commit(journal, work => work.Add(Rows.Container(3))))).IsTransient);
            Assert.False((await Assert.ThrowsAsync<JournalException>(() => journal.ReadAsync(reader => reader.Epoch, CancellationToken.None))).IsTransient);
        }

        await using var again = SqliteJournal.Open(FilePath);
        Assert.Equal([1001L], await again.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).ToList(), CancellationToken.None));
    }

    [Fact]
    public async Task An_error_that_the_work_swallows_is_not_swallowed()
    {
        var full = false;
        await using var journal = SqliteJournal.Open(
            FilePath, new SqliteJournalOptions(), Fail("INSERT INTO events", FullError, () => full));
        full = true;

        var commit = Commit(journal, work =>
        {
            work.Add(Rows.Container(1));
            Assert.Throws<JournalException>(() => work.Append(Rows.Event(1, "x")));

            // Whether SQLite has rolled back by itself or not: outside a transaction this would be a commit of its own.
            full = false;
            Assert.Throws<JournalException>(() => work.Add(Rows.Container(2)));
            Assert.Throws<JournalException>(() => work.AllContainers().Count());
        });

        Assert.True((await Assert.ThrowsAsync<JournalException>(() => commit)).IsTransient);
        Assert.Equal(0, await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
    }

    [Fact]
    public async Task A_group_that_cannot_commit_fails_every_unit_that_had_run()
    {
        var full = false;
        await using var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), Fail("COMMIT", FullError, () => full));
        using var writer = new HeldWriter(journal);
        var good = Commit(journal, work => work.Add(Rows.Container(1)));
        var throwing = Commit(journal, _ => throw new NotSupportedException());
        full = true;
        writer.Release();

        await Assert.ThrowsAsync<JournalException>(() => good);
        await Assert.ThrowsAsync<JournalException>(() => throwing);
        full = false;
        Assert.Equal(0, await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
    }

    [Fact]
    public async Task A_file_at_its_size_limit_refuses_large_work_and_goes_on()
    {
        await using var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions { MaxPages = 120 });
        var large = Rows.Receipt(1, 1) with { Bytes = new byte[1024 * 1024] };

        var fault = await Assert.ThrowsAsync<JournalException>(() => Commit(journal, work =>
        {
            work.Add(Rows.Container(1));
            work.Add(large);
        }));

        Assert.True(fault.IsTransient);
        await Commit(journal, work => work.Add(Rows.Receipt(2, 1)));
        Assert.Equal(0, await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
        Assert.Equal([Rows.Id(2)], await journal.ReadAsync(reader => reader.AllReceipts().Select(row => row.ReceiptId).ToList(), CancellationToken.None));
    }

    [Theory]
    [InlineData(IoError, false)]
    [InlineData(FullError, true)]
    public async Task A_checkpoint_that_fails_is_seen_though_its_commit_stands(int code, bool goesOn)
    {
        var failing = false;
        await using (var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions(), Fail("PRAGMA wal_checkpoint", code, () => failing)))
        {
            failing = true;
            await Commit(journal, work => work.Add(Rows.Container(1)));
            var next = Commit(journal, work => work.Add(Rows.Container(2)));
            if (goesOn) await next;
            else Assert.False((await Assert.ThrowsAsync<JournalException>(() => next)).IsTransient);
            failing = false;
        }

        await using var again = SqliteJournal.Open(FilePath);
        Assert.Equal(
            goesOn ? [1001L, 1002] : [1001L], await again.ReadAsync(reader => reader.AllContainers().Select(row => row.Length).ToList(), CancellationToken.None));
    }

    [Fact]
    public async Task The_log_goes_into_the_file_when_it_has_grown()
    {
        var checkpoints = 0;
        await using var journal = SqliteJournal.Open(
            FilePath, new SqliteJournalOptions(), sql => checkpoints += sql == "PRAGMA wal_checkpoint(PASSIVE)" ? 1 : 0);
        var large = Rows.Receipt(1, 1) with { Bytes = new byte[(WriteAheadLog.CheckpointFrames + 10) * 4096] };

        await Commit(journal, work => work.Add(large));
        await Commit(journal, work => work.Add(Rows.Container(1)));
        await Commit(journal, work => work.Add(Rows.Container(2)));

        Assert.Equal(1, checkpoints);
        Assert.True(new FileInfo(FilePath).Length > large.Bytes.Length);
    }

    [Fact]
    public async Task Another_process_with_the_write_lock_makes_commits_fail_for_now()
    {
        await using var journal = SqliteJournal.Open(FilePath, new SqliteJournalOptions { BusyTimeout = TimeSpan.Zero });
        await using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction(deferred: false);
            var fault = await Assert.ThrowsAsync<JournalException>(() => Commit(journal, work => work.Add(Rows.Container(1))));
            Assert.True(fault.IsTransient);
            Assert.Equal(0, await journal.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
        }

        await Commit(journal, work => work.Add(Rows.Container(2)));
    }

    [Fact]
    public async Task Disposal_lets_queued_work_finish()
    {
        var journal = SqliteJournal.Open(FilePath);
        Task[] units;
        using (var writer = new HeldWriter(journal))
        {
            units = [.. Enumerable.Range(1, 5).Select(number => Commit(journal, work => work.Add(Rows.Container(number))))];
            var disposal = journal.DisposeAsync();
            writer.Release();
            await disposal;
        }

        await Task.WhenAll(units);
        await using var again = SqliteJournal.Open(FilePath);
        Assert.Equal(5, await again.ReadAsync(reader => reader.AllContainers().Count(), CancellationToken.None));
    }

    private static Task<int> Commit(SqliteJournal journal, Action<IJournalTransaction> work) => journal.CommitAsync(
        transaction =>
        {
            work(transaction);
            return 0;
        },
        CancellationToken.None);

    /// <summary>Fails the writer's statements that begin so.</summary>
    private static Action<string> Fail(string statement, int code, Func<bool> when) => sql =>
    {
        if (when() && sql.StartsWith(statement, StringComparison.Ordinal)) throw new SqliteException("injected", code, code);
    };

    /// <summary>Keeps the writer inside a unit, so that what is queued meanwhile becomes one group.</summary>
    private sealed class HeldWriter : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();

        public HeldWriter(SqliteJournal journal)
        {
            using var entered = new ManualResetEventSlim();
            _ = journal.CommitAsync(
                _ =>
                {
                    entered.Set();
                    _release.Wait();
                    return 0;
                },
                CancellationToken.None);
            entered.Wait();
        }

        public void Release() => _release.Set();

        public void Dispose() => _release.Set();
    }
}

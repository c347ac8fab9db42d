using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>What every journal must do. A new store proves itself by deriving from this. Here: the promises of commits and reads.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    private IJournal _journal = null!;

    /// <summary>Opens the journal under test: empty the first time, later on what was durable.</summary>
    protected abstract IJournal Open();

    public Task InitializeAsync()
    {
        _journal = Open();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task A_commit_answers_what_the_work_answered()
    {
        Assert.Equal(42, await _journal.CommitAsync(_ => 42, CancellationToken.None));
    }

    [Fact]
    public async Task A_throwing_work_changes_nothing_and_its_exception_is_the_tasks()
    {
        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => _journal.CommitAsync<int>(
            journal =>
            {
                journal.Add(Rows.Container(1));
                journal.Append(Rows.Event(1, "x"));
                throw new NotSupportedException("mine");
            },
            CancellationToken.None));

        Assert.Equal("mine", thrown.Message);
        Assert.Null(await Read(journal => journal.FindContainer(Rows.Digest(1))));
        Assert.Empty(await Read(journal => journal.EventsAfter(0, null, 10)));
    }

    [Fact]
    public async Task A_work_that_survives_a_conflict_keeps_its_other_changes()
    {
        await Commit(journal => journal.Add(Rows.Container(1)));

        await Commit(journal =>
        {
            journal.Add(Rows.Container(2));
            Assert.Throws<JournalConflictException>(() => journal.Add(Rows.Container(1)));
            journal.Add(Rows.Container(3));
        });

        Assert.Equal([1003L, 1002, 1001], await Read(journal => journal.RecentContainers(10).Select(row => row.Length).ToList()));
    }

    [Fact]
    public async Task Inside_a_work_its_own_changes_show()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            Assert.Equal(1001, journal.FindContainer(Rows.Digest(1))?.Length);
            journal.Append(Rows.Event(1, "first"));
            Assert.Equal("first", Assert.Single(journal.EventsAfter(0, [Rows.Id(1)], 10)).Detail);
        });
    }

    [Fact]
    public async Task A_read_shows_every_commit_whose_task_completed_before()
    {
        for (var number = 1; number <= 50; number++)
        {
            await Commit(journal => journal.Add(Rows.Container(number)));
            Assert.NotNull(await Read(journal => journal.FindContainer(Rows.Digest(number))));
        }
    }

    [Fact]
    public async Task A_read_is_one_view_whatever_is_committed_meanwhile()
    {
        await Commit(journal => journal.Append(Rows.Event(1, "before")));

        var counts = await Read(journal =>
        {
            var first = journal.EventsAfter(0, null, 100).Count;

            // Another commit completes while this read is under way.
            Commit(other => other.Append(Rows.Event(1, "during"))).GetAwaiter().GetResult();
            return (first, journal.EventsAfter(0, null, 100).Count);
        });

        Assert.Equal((1, 1), counts);
        Assert.Equal(2, (await Read(journal => journal.EventsAfter(0, null, 100))).Count);
    }

    [Fact]
    public async Task Opening_again_shows_everything()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(1, 1));
            journal.Add(Rows.Receipt(5, 1));
            journal.Put(Rows.Owed(5, "tula"));
            journal.Append(Rows.Event(1, "x"));
        });

        await Reopen();

        Assert.Equal(1001, (await Read(journal => journal.FindContainer(Rows.Digest(1))))?.Length);
        Assert.Equal(Rows.Delivery(1, 1), await Read(journal => journal.FindDelivery(Rows.Id(1))));
        Assert.Equal([1, 2, 3, 5], (await Read(journal => journal.FindReceipt(Rows.Id(5))))?.Bytes);
        Assert.Equal(Rows.Owed(5, "tula"), Assert.Single(await Read(journal => journal.DueOwedReceipts("tula", Rows.Noon.AddDays(1), 10))));
        Assert.Equal("x", Assert.Single(await Read(journal => journal.EventsAfter(0, null, 10))).Detail);
        Assert.Equal(1, await Read(journal => journal.Epoch));
    }

    [Fact]
    public async Task Sixty_four_producers_see_their_work_whole_and_one_after_the_other()
    {
        await Commit(journal => journal.Add(Rows.Container(1)));
        await Commit(journal => journal.Add(Rows.Delivery(1, 1)));
        using var reading = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            // A work adds two events of one detail: a view with only one of them would be half a work.
            while (!reading.IsCancellationRequested)
                Assert.Equal(0, (await Read(journal => journal.EventsAfter(0, null, 100_000))).Count % 2);
        });

        var producers = Enumerable.Range(0, 64).Select(producer => Task.Run(async () =>
        {
            for (var turn = 0; turn < 10; turn++)
            {
                var detail = $"{producer}/{turn}";
                var fails = (producer + turn) % 5 == 0;
                var commit = Commit(journal =>
                {
                    journal.Append(Rows.Event(producer, detail));
                    var delivery = journal.FindDelivery(Rows.Id(1))!;
                    journal.Update(delivery with { Attempts = delivery.Attempts + 1 });
                    if (fails) throw new NotSupportedException();
                    journal.Append(Rows.Event(producer, detail));
                });
                if (fails) await Assert.ThrowsAsync<NotSupportedException>(() => commit);
                else await commit;
            }
        })).ToList();
        await Task.WhenAll(producers);
        await reading.CancelAsync();
        await reader;

        var kept = Enumerable.Range(0, 64).Sum(producer => Enumerable.Range(0, 10).Count(turn => (producer + turn) % 5 != 0));
        var events = await Read(journal => journal.EventsAfter(0, null, 100_000));
        Assert.Equal(2 * kept, events.Count);

        // Works appear one after the other: the two events of each are neighbours.
        Assert.All(events.Chunk(2), pair => Assert.Equal(pair[0].Detail, pair[1].Detail));
        Assert.Equal(events.OrderBy(row => row.Number), events);
        var counted = await Read(journal => journal.FindDelivery(Rows.Id(1)));
        Assert.Equal((kept, kept), (counted!.Attempts, counted.Version));
    }

    [Fact]
    public async Task A_cancelled_token_keeps_work_from_starting()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _journal.CommitAsync(
            journal =>
            {
                journal.Add(Rows.Container(1));
                return 0;
            },
            cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _journal.ReadAsync(_ => 0, cancelled.Token));

        Assert.Null(await Read(journal => journal.FindContainer(Rows.Digest(1))));
    }

    [Fact]
    public async Task A_transaction_is_dead_outside_its_work()
    {
        IJournalTransaction? kept = null;
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            kept = journal;
        });
        Assert.Throws<ObjectDisposedException>(() => kept!.Add(Rows.Container(2)));

        var rows = await Read(journal => journal.AllContainers());
        Assert.Throws<ObjectDisposedException>(() => rows.ToList());
    }

    [Fact]
    public async Task After_disposal_nothing_is_taken()
    {
        await _journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Commit(journal => journal.Add(Rows.Container(1))));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Read(journal => journal.Epoch));
    }

    [Fact]
    public async Task Dates_keep_their_milliseconds_and_come_back_as_UTC()
    {
        var moscow = new DateTimeOffset(2026, 11, 23, 15, 4, 5, 678, TimeSpan.FromHours(3));
        await Commit(journal => journal.Add(Rows.Container(1) with { SentAt = moscow.AddTicks(9_999) }));

        var row = await Read(journal => journal.FindContainer(Rows.Digest(1)));

        Assert.Equal(moscow, row!.SentAt);
        Assert.Equal(TimeSpan.Zero, row.SentAt.Offset);
    }

    private protected Task Commit(Action<IJournalTransaction> work) => _journal.CommitAsync(
        journal =>
        {
            work(journal);
            return 0;
        },
        CancellationToken.None);

    private protected Task<T> Read<T>(Func<IJournalReader, T> read) => _journal.ReadAsync(read, CancellationToken.None);

    private protected async Task Reopen()
    {
        await _journal.DisposeAsync();
        _journal = Open();
    }

    private Task<JournalConflictException> Conflict(Action<IJournalTransaction> work) =>
        Assert.ThrowsAsync<JournalConflictException>(() => Commit(work));
}

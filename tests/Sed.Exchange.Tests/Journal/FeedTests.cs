using System.Globalization;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>A cursor misses nothing: readers of the feed beside writers that commit at once, and over a restart.</summary>
public sealed class FeedTests : IDisposable
{
    private const int Writers = 16;
    private const int Each = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reader_beside_sixteen_writers_gets_every_event_once_and_in_order()
    {
        var read = new List<EventRow>();
        await using (var journal = SqliteJournal.Open(_folder.File("journal.db")))
        {
            var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(journal, writer))).ToList();
            var all = Task.WhenAll(writing);
            while (!all.IsCompleted) await ReadOnAsync(journal, read);
            await all;
            await ReadOnAsync(journal, read);
        }

        // Half of them are of the other feed.
        Assert.Equal(Writers * Each, read.Count);
        Assert.Equal(read.Select(row => row.Number).Order(), read.Select(row => row.Number));
        foreach (var writer in read.GroupBy(row => row.MessageId))
            Assert.Equal(Enumerable.Range(0, Each).Select(number => number.ToString(CultureInfo.InvariantCulture)), writer.Select(row => row.Detail));

        // After a restart the numbers go on where they were.
        await using var again = SqliteJournal.Open(_folder.File("journal.db"));
        Assert.Empty(await again.ReadAsync(reader => reader.EventsAfter(read[^1].Number, [Rows.Id(1)], 10), CancellationToken.None));
        await WriteAsync(again, 0);
        var later = await again.ReadAsync(reader => reader.EventsAfter(read[^1].Number, [Rows.Id(1)], 1000), CancellationToken.None);
        Assert.Equal(Each, later.Count);
        Assert.True(later[0].Number > read[^1].Number);
    }

    private static async Task WriteAsync(SqliteJournal journal, int writer)
    {
        for (var number = 0; number < Each; number++)
        {
            var detail = number.ToString(CultureInfo.InvariantCulture);
            await journal.CommitAsync(
                transaction =>
                {
                    transaction.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Arrived, Organisation = Rows.Id(2), MessageId = Rows.Id(100 + writer), Detail = detail });
                    transaction.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Arrived, Organisation = Rows.Id(1), MessageId = Rows.Id(100 + writer), Detail = detail });
                    return true;
                },
                CancellationToken.None);
        }
    }

    private static async Task ReadOnAsync(SqliteJournal journal, List<EventRow> read)
    {
        var cursor = read.Count > 0 ? read[^1].Number : 0;
        while (await journal.ReadAsync(reader => reader.EventsAfter(cursor, [Rows.Id(1)], 7), CancellationToken.None) is { Count: > 0 } page)
        {
            read.AddRange(page);
            cursor = page[^1].Number;
        }
    }
}

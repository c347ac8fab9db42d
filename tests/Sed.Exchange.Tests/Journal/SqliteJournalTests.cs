using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_was_committed_is_there_after_opening_again()
    {
        var path = _folder.File("journal.db");
        await using (var journal = SqliteJournal.Open(path))
        {
            await journal.CommitAsync(transaction =>
            {
                transaction.Add(Rows.Container(1));
                transaction.Add(Rows.Delivery(1, 1));
                return 0;
            }, CancellationToken.None);
        }

        await using var again = SqliteJournal.Open(path);
        Assert.Equal(Rows.Delivery(1, 1), await again.ReadAsync(reader => reader.FindDelivery(Rows.Id(1)), CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();
}

using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>The SQLite journal keeps the contract.</summary>
public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IJournal Open() => SqliteJournal.Open(_folder.File("journal.db"));

    public void Dispose() => _folder.Dispose();
}

using Microsoft.Data.Sqlite;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// A journal opened to be looked at: audits and administrators' commands, while its node runs or after it stopped, cleanly or not. It
/// changes nothing in the file.
/// </summary>
public sealed class ReadOnlySqliteJournal : IJournalView, IDisposable
{
    private readonly SqliteReaders _readers;
    private readonly string _path;

    private ReadOnlySqliteJournal(SqliteReaders readers, string path)
    {
        _readers = readers;
        _path = path;
    }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel) => _readers.ReadAsync(read, cancel);

    /// <summary>SQLite's own check of the whole file: <c>ok</c>, or the first thing it found wrong.</summary>
    public string CheckIntegrity()
    {
        using var session = new SqliteSession(_path, SqliteOpenMode.ReadOnly, new SqliteJournalOptions().BusyTimeout, null);
        return session.Text("PRAGMA integrity_check(1)") ?? "no answer";
    }

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();

    internal static ReadOnlySqliteJournal Open(string path)
    {
        var busyTimeout = new SqliteJournalOptions().BusyTimeout;
        using (var session = new SqliteSession(path, SqliteOpenMode.ReadOnly, busyTimeout, null)) SqliteSchema.Require(session, path);
        return new ReadOnlySqliteJournal(new SqliteReaders(path, SqliteOpenMode.ReadOnly, 1, busyTimeout, null), path);
    }
}

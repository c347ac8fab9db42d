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
    private readonly string _source;
    private readonly string _path;

    private ReadOnlySqliteJournal(SqliteReaders readers, string source, string path)
    {
        _readers = readers;
        _source = source;
        _path = path;
    }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel) => StillAsync(() => _readers.ReadAsync(read, cancel));

    /// <summary>SQLite's own check of the whole file: <c>ok</c>, or the first thing it found wrong.</summary>
    public string CheckIntegrity() => Check("PRAGMA integrity_check(1)");

    /// <summary>SQLite's quick check of the whole file, without comparing indexes with their tables: <c>ok</c>, or the first thing it found wrong.</summary>
    public string CheckQuickly() => Check("PRAGMA quick_check(1)");

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();

    internal static ReadOnlySqliteJournal Open(string path)
    {
        var busyTimeout = new SqliteJournalOptions().BusyTimeout;
        var source = SourceOf(path);
        using (var session = new SqliteSession(source, SqliteOpenMode.ReadOnly, busyTimeout, null)) SqliteSchema.Require(session, path);
        return new ReadOnlySqliteJournal(new SqliteReaders(source, SqliteOpenMode.ReadOnly, 1, busyTimeout, null), source, path);
    }

    private string Check(string pragma)
    {
        using var session = new SqliteSession(_source, SqliteOpenMode.ReadOnly, new SqliteJournalOptions().BusyTimeout, null);
        return StillAsync(() => Task.FromResult(session.Text(pragma) ?? "no answer")).GetAwaiter().GetResult();
    }

    /// <summary>
    /// A node that starts writes into the file that is read as if nobody could: what was read of it then is of no moment at all, and looks like damage.
    /// </summary>
    private async Task<T> StillAsync<T>(Func<Task<T>> read)
    {
        try
        {
            var result = await read().ConfigureAwait(false);
            if (!HasStarted) return result;
        }
        catch (JournalException) when (HasStarted)
        {
            // As below.
        }

        throw new JournalException($"The node was started while its journal {_path} was looked at. Look again.", isTransient: true);
    }

    private bool HasStarted => _source != _path && File.Exists(_path + "-wal");

    /// <summary>
    /// A node that was stopped leaves no <c>-wal</c>; reading would make one, and a <c>-shm</c>, and whoever looks may be another user than the node. Such
    /// a journal is read as it lies (sqlite.org/uri.html, immutable).
    /// </summary>
    private static string SourceOf(string path) =>
        File.Exists(path + "-wal") || !File.Exists(path) ? path : new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1";
}

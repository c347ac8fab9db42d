using System.Globalization;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// The journal in one SQLite file: write-ahead log, <c>synchronous=FULL</c>, one writer with grouped commits, a few readers.
/// A full disk or another process's lock fails commits with a transient <see cref="JournalException"/> and leaves the journal usable. Any
/// other error, and every commit whose outcome is not known, stops it: all later calls are refused until it is opened again, which
/// reads back what is there.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    /// <summary>Version of the schema that this program writes; older ones are brought up to date when they are opened.</summary>
    public const int SchemaVersion = SqliteSchema.Current;

    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private int _disposed;

    private SqliteJournal(SqliteWriter writer, SqliteReaders readers)
    {
        _writer = writer;
        _readers = readers;
    }

    /// <summary>Opens the journal, makes it (0600) when the file is not there, and brings its schema up to date.</summary>
    /// <param name="path">The file; SQLite keeps two more beside it (<c>-wal</c>, <c>-shm</c>) that belong to it.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="JournalException">It cannot be opened, or is newer than this program; the message says what to do.</exception>
    public static SqliteJournal Open(string path, SqliteJournalOptions? options = null) => Open(path, options ?? new SqliteJournalOptions(), null);

    /// <summary>Opens a journal that is there to be looked at, while its node runs or not. It is not migrated and not changed.</summary>
    /// <exception cref="JournalException">It is not there, cannot be read, or has another schema than this program's.</exception>
    public static ReadOnlySqliteJournal OpenReadOnly(string path) => ReadOnlySqliteJournal.Open(path);

    /// <inheritdoc/>
    public Task<T> CommitAsync<T>(Func<IJournalTransaction, T> work, CancellationToken cancel) => _writer.CommitAsync(work, cancel);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel)
    {
        _writer.ThrowIfBroken();
        try
        {
            return await _readers.ReadAsync(read, cancel);
        }
        catch (JournalException exception) when (!exception.IsTransient)
        {
            _writer.Break(exception);
            throw;
        }
    }

    /// <summary>Lets queued units finish, then closes the file. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _readers.Dispose();
        await _writer.StopAsync();
        _writer.Dispose();
    }

    internal static SqliteJournal Open(string path, SqliteJournalOptions options, Action<string>? tap)
    {
        options.Check();
        var full = Path.GetFullPath(path);
        CreateFile(full);
        var session = new SqliteSession(full, SqliteOpenMode.ReadWrite, options.BusyTimeout, tap);
        try
        {
            Configure(session, full, options);
            SqliteSchema.Migrate(session, full);
            WriteAheadLog.MakeDurable(session, full);

            // SQLite syncs its files but not the folder's entries for all of them, and ignores when that fails.
            DurableFiles.SyncFolder(Path.GetDirectoryName(full)!);
            var readers = new SqliteReaders(full, SqliteOpenMode.ReadWrite, options.Readers, options.BusyTimeout, tap);
            return new SqliteJournal(new SqliteWriter(session, options.Group), readers);
        }
        catch (IOException exception)
        {
            session.Dispose();
            throw new JournalException(
                $"The journal {full} cannot be made durable: {exception.Message}. Check its disk.", FileFaults.IsFull(exception), exception);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes the file before SQLite does, because SQLite would make it readable for everybody; an empty file is an empty database. One that is there
    /// MUST NOT be opened here: closing it again would drop every lock this process's connections hold on it (POSIX; sqlite.org/howtocorrupt.html 2.2).
    /// </summary>
    private static void CreateFile(string path)
    {
        if (File.Exists(path)) return;
        try
        {
            using var file = new FileStream(path, DurableFiles.Private(FileMode.CreateNew));
        }
        catch (Exception exception) when ((exception is IOException && !File.Exists(path)) || exception is UnauthorizedAccessException)
        {
            throw new JournalException($"The journal {path} cannot be made: {exception.Message}", isTransient: false, exception);
        }
        catch (IOException)
        {
            // Somebody else made it in between: SQLite opens theirs.
        }
    }

    private static void Configure(SqliteSession session, string path, SqliteJournalOptions options)
    {
        session.Execute("PRAGMA auto_vacuum = INCREMENTAL"); // counts for a file that is made now; before the first page, which the next line writes
        var mode = session.Text("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("PRAGMA fullfsync = ON"); // macOS: fsync alone does not reach the disk
        session.Execute("PRAGMA checkpoint_fullfsync = ON");
        session.Execute("PRAGMA journal_size_limit = 67108864"); // a log grown under a long read shrinks again
        session.Execute("PRAGMA wal_autocheckpoint = 0"); // the writer does it, and sees when it fails; SQLite's own would hide it
        session.Execute("PRAGMA cache_size = -16384");
        session.Execute("PRAGMA temp_store = MEMORY"); // savepoints would spill into /var/tmp: another disk, and rows outside the data folder
        if (options.MaxPages is { } pages)
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        if (mode != "wal" || session.Number("PRAGMA synchronous") != 2 || session.Number("PRAGMA foreign_keys") != 1)
        {
            throw new JournalException(
                $"The journal {path} cannot be used with a write-ahead log and full syncs (mode {mode}); its file system may not support it.",
                isTransient: false);
        }
    }
}

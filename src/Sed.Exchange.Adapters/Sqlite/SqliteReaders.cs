using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>A small pool of connections that only read. Each read is one deferred transaction: one view from first row to last.</summary>
internal sealed class SqliteReaders : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free;
    private readonly string _path;
    private readonly SqliteOpenMode _mode;
    private readonly TimeSpan _busyTimeout;
    private readonly Action<string>? _tap;
    private volatile bool _disposed;

    public SqliteReaders(string path, SqliteOpenMode mode, int count, TimeSpan busyTimeout, Action<string>? tap)
    {
        _path = path;
        _mode = mode;
        _busyTimeout = busyTimeout;
        _tap = tap;
        _free = new SemaphoreSlim(count, count);
    }

    /// <summary>Runs <paramref name="read"/> on the caller's thread once a connection is free.</summary>
    public async Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _free.WaitAsync(cancel);
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out var idle) ? idle : Open();
            return Read(session, read);
        }
        finally
        {
            // A connection that met an error is replaced, never used again.
            if (session is { Fault: null, InTransaction: false } && !_disposed) _idle.Add(session);
            else session?.Dispose();
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private static T Read<T>(SqliteSession session, Func<IJournalReader, T> read)
    {
        session.Execute("BEGIN DEFERRED");
        try
        {
            using var view = new SqliteTransaction(session);
            var result = read(view);

            // The read may have swallowed it, and then its result rests on rows it did not see.
            if (session.Fault is not null) throw session.Fault;
            return result;
        }
        finally
        {
            if (session.InTransaction && session.Fault is null) session.Execute("ROLLBACK");
        }
    }

    private SqliteSession Open()
    {
        var session = new SqliteSession(_path, _mode, _busyTimeout, _tap);
        try
        {
            session.Execute("PRAGMA query_only = ON");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}

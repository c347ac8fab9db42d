using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Sed.Exchange.Delivery.Journal;
using SQLitePCL;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// One connection with its prepared statements. Not for two threads at once. Every error of SQLite leaves it either as a refusal of one
/// statement or as <see cref="Fault"/>, after which the transaction under way must not commit, whatever the work did with the exception.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly string _path;
    private readonly Action<string>? _tap;

    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may be made and written.</param>
    /// <param name="busyTimeout">How long SQLite waits for another process's lock.</param>
    /// <param name="tap">Sees every statement before it runs, and may throw a <see cref="SqliteException"/> in its place: the seam for faults.</param>
    public SqliteSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout, Action<string>? tap)
    {
        _path = path;
        _tap = tap;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = 1, // seconds; SQLite itself waits (below), this only ends the provider's own loop around it
        }.ConnectionString);
        try
        {
            _connection.Open();
            KeepLogAtClose(true);
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}"));
        }
        catch (SqliteException exception)
        {
            _connection.Dispose();
            throw SqliteFaults.Fault(exception, path);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The first error that was more than a refused statement, or null.</summary>
    public JournalException? Fault { get; private set; }

    /// <summary>True between BEGIN and COMMIT or ROLLBACK; SQLite may have rolled back by itself.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>
    /// Lets the log go into the journal's file when this connection closes as the last one: for the end of a journal that is whole. Otherwise closing leaves
    /// both files as they are: folded into a damaged file, the commits in the log would be lost to whoever repairs it.
    /// </summary>
    public void FoldLogAtClose() => KeepLogAtClose(false);

    /// <summary>Forgets a transient fault after the transaction was rolled back.</summary>
    public void ClearFault() => Fault = null;

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            Admit(sql);
            return Statement(sql, values).ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>Runs a script of several statements that is not kept.</summary>
    public void ExecuteScript(string script)
    {
        try
        {
            Admit(script);
            using var command = _connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>All rows of a query.</summary>
    public List<T> List<T>(string sql, Func<SqliteRow, T> map, params ReadOnlySpan<object?> values)
    {
        try
        {
            Admit(sql);
            using var reader = Statement(sql, values).ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(Map(reader, map));
            return rows;
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>
    /// One row's values. SQLite keeps no checksums: an octet changed inside a row is first met here, as a text that is no id or a number that is no time. To leave the
    /// row out would be to forget what it says, so it is what damage found by SQLite is: a fault of the whole journal.
    /// </summary>
    public T Map<T>(SqliteDataReader reader, Func<SqliteRow, T> map)
    {
        try
        {
            return map(new SqliteRow(reader));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidCastException or InvalidOperationException or OverflowException)
        {
            throw Remember(SqliteFaults.Unreadable(exception, reader.GetName(0), _path));
        }
    }

    /// <summary>The first row of a query, or null.</summary>
    public T? First<T>(string sql, Func<SqliteRow, T> map, params ReadOnlySpan<object?> values)
        where T : class
    {
        var rows = List(sql, map, values);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The first column of the first row as a number, or null when there is no row or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            Admit(sql);
            return Statement(sql, values).ExecuteScalar() as long?;
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    /// <summary>The first column of the first row as a text.</summary>
    public string? Text(string sql, params ReadOnlySpan<object?> values) => First(sql, row => row.Text(0), values);

    /// <summary>A statement of its own for reading row by row; the caller disposes it, and passes errors through <see cref="Translate"/>.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Statements are constants of this assembly.")]
    public SqliteCommand OpenStatement(string sql)
    {
        Admit(sql);
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>What the caller throws for an error of SQLite; remembers it when it is more than a refused statement.</summary>
    public Exception Translate(SqliteException exception) =>
        SqliteFaults.IsRefusal(exception) ? SqliteFaults.Refusal(exception) : Remember(SqliteFaults.Fault(exception, _path));

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private void Admit(string sql)
    {
        // SQLite may have rolled back by itself: what came now would be a commit of its own, whatever becomes of the unit it belongs to. Only what makes sure of
        // the roll-back goes through.
        if (Fault is not null && sql != "ROLLBACK") throw Fault;
        _tap?.Invoke(sql);
    }

    private JournalException Remember(JournalException fault)
    {
        // A later unknown state is worse than an earlier full disk.
        if (Fault is null || Fault.IsTransient) Fault = fault;
        return fault;
    }

    private void KeepLogAtClose(bool keeps)
    {
        var code = raw.sqlite3_db_config(_connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keeps ? 1 : 0, out _);
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite does not know SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE (code {code}).");
    }

    [SuppressMessage("Security", "CA2100", Justification = "Statements are constants of this assembly; values are parameters.")]
    private SqliteCommand Statement(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var number = 1; number <= values.Length; number++)
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{number}") });
            command.Prepare();
            _statements.Add(sql, command);
        }

        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = SqliteRow.ToColumn(values[index]);
        return command;
    }
}

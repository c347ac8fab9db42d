using Microsoft.Data.Sqlite;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// What a unit of work or a read sees. One file per group of tables, the SQL beside its mapping; this one holds what they share.
/// Dead once its unit is over: rows streamed later would come from somebody else's transaction.
/// </summary>
internal sealed partial class SqliteTransaction(SqliteSession session) : IJournalTransaction, IDisposable
{
    private readonly List<IDisposable> _streams = [];
    private SqliteSession? _session = session;
    private int? _epoch;

    public int Epoch => _epoch ??= (int)Session.Number("SELECT value FROM state WHERE name = 'epoch'")!.Value;

    private SqliteSession Session => _session
        ?? throw new ObjectDisposedException(nameof(IJournalTransaction), "The transaction is over; rows can be read and changed only inside it.");

    public void Dispose()
    {
        foreach (var stream in _streams) stream.Dispose();
        _session = null;
    }

    private static void CheckMax(int max) => ArgumentOutOfRangeException.ThrowIfNegative(max);

    /// <summary>Rows one by one, with a statement of its own, so that other queries may run between two rows.</summary>
    private IEnumerable<T> Stream<T>(string sql, Func<SqliteRow, T> map)
    {
        var session = Session;
        var statement = session.OpenStatement(sql);
        _streams.Add(statement);
        SqliteDataReader? reader = null;
        try
        {
            while (true)
            {
                T row;
                _ = Session;
                try
                {
                    reader ??= statement.ExecuteReader();
                    if (!reader.Read()) break;
                    row = session.Map(reader, map);
                }
                catch (SqliteException exception)
                {
                    throw session.Translate(exception);
                }

                yield return row;
            }
        }
        finally
        {
            reader?.Dispose();
            statement.Dispose();
            _streams.Remove(statement);
        }
    }
}

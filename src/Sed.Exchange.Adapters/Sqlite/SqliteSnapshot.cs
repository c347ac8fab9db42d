using Microsoft.Data.Sqlite;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// A copy of a journal as it was at one moment, taken beside the running node. SQLite writes it from one read transaction (VACUUM INTO), so that no
/// commit is half in it; copying the file under its writer would give neither one moment nor, without the log, a whole one.
/// </summary>
public static class SqliteSnapshot
{
    /// <summary>Writes the snapshot (0600) and puts it on stable storage.</summary>
    /// <param name="journal">The journal's file.</param>
    /// <param name="target">A file that is not there yet.</param>
    /// <exception cref="JournalException">The journal cannot be read, or the snapshot not be written.</exception>
    /// <exception cref="IOException">The snapshot is not durable.</exception>
    public static void Write(string journal, string target)
    {
        // SQLite would make the file readable for everybody; it takes an empty one as its own.
        using (new FileStream(target, DurableFiles.Private(FileMode.CreateNew)))
        {
        }

        using (var session = new SqliteSession(journal, SqliteOpenMode.ReadOnly, new SqliteJournalOptions().BusyTimeout, null))
        {
            SqliteSchema.Require(session, journal);
            try
            {
                session.Execute("VACUUM INTO ?1", target);
            }
            catch (JournalException fault) when (fault is { IsDamage: false, InnerException: SqliteException cause } && !SqliteFaults.IsBusy(cause))
            {
                // Nothing is in doubt in the node: what was written to is the copy.
                throw new JournalException(
                    $"The journal {journal} could not be copied to {target}: SQLite error {cause.SqliteExtendedErrorCode} ({cause.Message}). The node goes on. Look at room and state of the copy's disk first.",
                    isTransient: true, cause);
            }
        }

        using (var file = new FileStream(target, FileMode.Open, FileAccess.ReadWrite)) DurableFiles.Sync(file.SafeFileHandle);
        DurableFiles.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }
}

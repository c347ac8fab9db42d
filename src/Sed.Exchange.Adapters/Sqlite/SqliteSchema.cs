using System.Globalization;
using System.Reflection;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// The versions of the journal's schema: numbered scripts in the folder Schema, applied in order, each in a transaction of its own.
/// Adjacent releases share one schema (expand, then contract; DESIGN section 8).
/// </summary>
internal static class SqliteSchema
{
    /// <summary>The version this program reads and writes.</summary>
    public const int Current = 19;

    /// <summary>Brings the journal to <see cref="Current"/>.</summary>
    /// <exception cref="JournalException">The journal is newer than this program.</exception>
    public static void Migrate(SqliteSession session, string path) => Migrate(session, path, Current, Script);

    /// <summary>Brings the journal to <paramref name="target"/> with scripts from <paramref name="script"/>.</summary>
    internal static void Migrate(SqliteSession session, string path, int target, Func<int, string> script)
    {
        RefuseNewer(Version(session), target, path);
        while (true)
        {
            // Another process may be migrating too: the version counts only under the write lock.
            session.Execute("BEGIN IMMEDIATE");
            try
            {
                var version = Version(session);
                RefuseNewer(version, target, path);
                if (version == target)
                {
                    session.Execute("COMMIT");
                    return;
                }

                session.ExecuteScript(script(version + 1));
                if (version == 0) session.ExecuteScript("CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT; INSERT INTO schema_version VALUES (0)");
                session.Execute("UPDATE schema_version SET version = ?1", version + 1);
                session.Execute("COMMIT");
            }
            catch
            {
                if (session.InTransaction) session.Execute("ROLLBACK");
                throw;
            }
        }
    }

    /// <summary>Refuses a journal that is not at <see cref="Current"/>: who only reads must not migrate.</summary>
    /// <exception cref="JournalException">The versions differ.</exception>
    public static void Require(SqliteSession session, string path)
    {
        var version = Version(session);
        RefuseNewer(version, Current, path);
        if (version < Current)
        {
            throw new JournalException(
                string.Create(CultureInfo.InvariantCulture, $"The journal {path} has schema {version}, this program reads {Current}. Start the node once: it brings it up to date."),
                isTransient: false);
        }
    }

    private static int Version(SqliteSession session)
    {
        if (session.Number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'") == 0) return 0;
        return (int)(session.Number("SELECT version FROM schema_version") ?? 0);
    }

    private static void RefuseNewer(int version, int known, string path)
    {
        if (version <= known) return;
        throw new JournalException(
            string.Create(CultureInfo.InvariantCulture, $"The journal {path} has schema {version}, this program knows up to {known}. ")
            + "Start the program that wrote it, or a newer one; or restore a backup made by this one.",
            isTransient: false);
    }

    private static string Script(int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"sqlite/{version:0000}.sql");
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

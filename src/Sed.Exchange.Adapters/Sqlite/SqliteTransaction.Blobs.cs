using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Announced blobs and directories.</content>
internal sealed partial class SqliteTransaction
{
    public BlobIntentRow? FindBlobIntent(string name) => Session.First("SELECT name, state, at FROM blobs WHERE name = ?1", Intent, name);

    public IReadOnlyList<BlobIntentRow> BlobIntents(BlobIntentState state, DateTimeOffset before, int max)
    {
        CheckMax(max);
        return Session.List(
            "SELECT name, state, at FROM blobs WHERE state = ?1 AND at <= ?2 ORDER BY at, name LIMIT ?3", Intent, state, before, (long)max);
    }

    public IEnumerable<BlobIntentRow> AllBlobs() => Stream("SELECT name, state, at FROM blobs ORDER BY name", Intent);

    public void Add(BlobIntentRow row) =>
        Session.Execute("INSERT INTO blobs (name, state, at) VALUES (?1, ?2, ?3)", row.Name, row.State, row.At);

    public void CommitBlob(string name)
    {
        if (Session.Execute("UPDATE blobs SET state = 'Committed' WHERE name = ?1 AND state <> 'Dead'", name) == 0)
            throw new JournalConflictException($"Blob {name} was given up or never announced.");
    }

    public void KillBlob(string name)
    {
        if (Session.Execute("UPDATE blobs SET state = 'Dead' WHERE name = ?1 AND state <> 'Committed'", name) == 0)
            throw new JournalConflictException($"Blob {name} is committed or was never announced.");
    }

    public void ReleaseBlob(string name, DateTimeOffset at)
    {
        if (Session.Execute("UPDATE blobs SET state = 'Dead', at = ?2 WHERE name = ?1 AND state = 'Committed'", name, at) == 0)
            throw new JournalConflictException($"Blob {name} is not committed.");
    }

    public void RemoveBlob(string name)
    {
        if (Session.Execute("DELETE FROM blobs WHERE name = ?1 AND state = 'Dead'", name) == 0 && FindBlobIntent(name) is { } row)
            throw new JournalConflictException($"Blob {name} is {row.State}, not dead.");
    }

    public DirectoryRow? LatestDirectory() =>
        Session.First("SELECT serial, bytes, at FROM directories WHERE serial = (SELECT max(serial) FROM directories)", Directory);

    public DirectoryRow? FindDirectory(long serial) => Session.First("SELECT serial, bytes, at FROM directories WHERE serial = ?1", Directory, serial);

    public DirectoryRow? DirectoryAtOrBelow(long serial) =>
        Session.First("SELECT serial, bytes, at FROM directories WHERE serial <= ?1 ORDER BY serial DESC LIMIT 1", Directory, serial);

    public DirectoryRow? DirectoryAbove(long serial) =>
        Session.First("SELECT serial, bytes, at FROM directories WHERE serial > ?1 ORDER BY serial LIMIT 1", Directory, serial);

    public IEnumerable<DirectoryRow> AllDirectories() => Stream("SELECT serial, bytes, at FROM directories ORDER BY serial", Directory);

    public void Add(DirectoryRow row) =>
        Session.Execute("INSERT INTO directories (serial, bytes, at) VALUES (?1, ?2, ?3)", row.Serial, row.Bytes, row.At);

    private static BlobIntentRow Intent(SqliteRow row) => new(row.Text(0), row.Name<BlobIntentState>(1), row.Time(2));

    private static DirectoryRow Directory(SqliteRow row) => new(row.Number(0), row.Bytes(1), row.Time(2));
}

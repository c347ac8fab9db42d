using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// The log in which commits become durable, and what SQLite leaves to its user about it: octets read back after a death, and checkpoints whose
/// errors are seen.
/// </summary>
internal static class WriteAheadLog
{
    /// <summary>Frames of 4 KiB that wait for the journal's own file before they are copied into it: SQLite's own default.</summary>
    public const int CheckpointFrames = 1000;

    private const int Block = 256 * 1024;

    /// <summary>
    /// Makes durable what was read back. A process that died between write and sync leaves a commit that the next one reads from memory of the
    /// system, not from the disk; after a sync that failed, Linux even counts such octets as written and never tries again. Whoever answers from
    /// them would acknowledge what the next power cut takes. Therefore every octet is written once more, as it is, and synced.
    /// </summary>
    /// <exception cref="IOException">It is not durable.</exception>
    public static void MakeDurable(SqliteSession session, string journal)
    {
        // Nobody else writes meanwhile; readers see the same octets before, during and after.
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            if (File.Exists(journal + "-wal")) Rewrite(journal + "-wal");
        }
        finally
        {
            session.Execute("ROLLBACK");
        }
    }

    /// <summary>
    /// Copies the log into the journal's file once it has grown to <see cref="CheckpointFrames"/>. For the writer, between groups: nothing that was
    /// acknowledged waits for it, because the log is durable.
    /// </summary>
    /// <exception cref="Delivery.Journal.JournalException">Transient: no room, the log goes on growing. Otherwise the disk fails.</exception>
    public static void CheckpointWhenDue(SqliteSession session)
    {
        var (log, done) = session.List("PRAGMA wal_checkpoint(NOOP)", row => (row.Number(1), row.Number(2)))[0];
        if (log - done >= CheckpointFrames) session.List("PRAGMA wal_checkpoint(PASSIVE)", row => row.Number(0));
    }

    private static void Rewrite(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[Block];
        long at = 0;
        while (RandomAccess.Read(file, buffer, at) is var read and > 0)
        {
            RandomAccess.Write(file, buffer.AsSpan(0, read), at);
            at += read;
        }

        DurableFiles.Sync(file);
    }
}

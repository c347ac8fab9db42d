namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// Gives pages that a purge freed back to the disk, a few at a time, while nobody waits for the writer. Only of a journal that was made so
/// (<c>auto_vacuum = INCREMENTAL</c>); in an older one they wait for new rows.
/// </summary>
internal static class FreedPages
{
    /// <summary>Pages of 4 KiB that stay free: the next commits use them again, and the file need not grow and shrink all the time.</summary>
    public const int Reserve = 2048;

    private const int AtOnce = 64;

    /// <summary>True when there are more than the reserve and they can be given back.</summary>
    public static bool AreMany(SqliteSession session) =>
        session.Number("PRAGMA freelist_count") > Reserve && session.Number("PRAGMA auto_vacuum") == 2;

    /// <summary>Gives some back, in a commit of its own; the file shrinks with the next checkpoint.</summary>
    /// <exception cref="Delivery.Journal.JournalException">As for any commit.</exception>
    public static void ReturnSome(SqliteSession session)
    {
        // It answers a row for each page, and works only as far as they are read.
        session.List($"PRAGMA incremental_vacuum({AtOnce})", _ => true);
    }
}

using Microsoft.Data.Sqlite;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// What an error of SQLite means for the promise of durability (https://www.sqlite.org/rescode.html). A closed list of codes leaves the
/// database as it was; everything else is an unknown state.
/// </summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int Constraint = 19;
    private const int NotADatabase = 26;
    private const int ConstraintForeignKey = 787;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    /// <summary>True when the statement alone was refused: the transaction goes on.</summary>
    public static bool IsRefusal(SqliteException exception) => exception.SqliteErrorCode == Constraint;

    /// <summary>True when another process holds the file: it passes.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    /// <summary>What the work sees when its statement was refused.</summary>
    public static Exception Refusal(SqliteException exception) => exception.SqliteExtendedErrorCode switch
    {
        ConstraintPrimaryKey or ConstraintUnique =>
            new JournalConflictException($"The journal has this key already: {exception.Message}", exception),
        ConstraintForeignKey => new InvalidOperationException(
            "The row refers to one the journal does not have. Add the container before its deliveries, the delivery before its leases, "
            + "the receipt before it is owed.", exception),
        _ => new InvalidOperationException($"The row breaks a rule of the journal: {exception.Message}", exception),
    };

    /// <summary>What the whole group of units meets.</summary>
    public static JournalException Fault(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        Full => new JournalException(
            $"No room for the journal {path}; nothing was changed. Free space on its disk.", isTransient: true, exception),
        Busy or Locked => new JournalException(
            $"Another process is writing to the journal {path}; nothing was changed. Try again.", isTransient: true, exception),

        Corrupt or NotADatabase => Damage(path, $"SQLite error {exception.SqliteExtendedErrorCode} ({exception.Message})", exception),
        _ => new JournalException(
            $"The journal {path} failed with SQLite error {exception.SqliteExtendedErrorCode} ({exception.Message}); whether the last commit is "
            + "durable is not known. Stop the node, check the disk, start it again: it reads back what is there.", isTransient: false, exception),
    };

    /// <summary>What the whole group of units meets when the values of a row are none.</summary>
    /// <param name="exception">What the mapping threw.</param>
    /// <param name="column">First column of the query, which tells which kind of row it is.</param>
    /// <param name="path">The file.</param>
    public static JournalException Unreadable(Exception exception, string column, string path) =>
        Damage(path, $"a row cannot be read (of the columns from {column} on, one has octets that are no value of it)", exception);

    // Starting again would meet the same octets: a supervisor's loop is no remedy here.
    private static JournalException Damage(string path, string what, Exception cause) => new(
        $"The journal {path} is damaged: {what}. Nothing of it is served; another start does not mend it. Stop the node, keep a copy of its data folder, "
        + "check disk and memory, and restore a backup (sedx restore).",
        isTransient: false, cause)
    {
        IsDamage = true,
    };
}

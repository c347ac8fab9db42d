namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>Options of the SQLite journal.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>Connections that read at once, 1 to 64. Reads are short; more connections only cost memory.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>
    /// Units of work in one commit at most, 1 to 10,000. All of a group wait for one sync, so it must be large enough to share the sync and
    /// small enough that the first unit does not wait long for the last.
    /// </summary>
    public int Group { get; init; } = 256;

    /// <summary>How long to wait for another process that holds the write lock (an administrator's command), 0 to 1 minute.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest size of the file in pages of 4 KiB, or null: the disk decides. Beyond it commits fail as on a full disk.</summary>
    public long? MaxPages { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Readers, 1, nameof(Readers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Readers, 64, nameof(Readers));
        ArgumentOutOfRangeException.ThrowIfLessThan(Group, 1, nameof(Group));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Group, 10_000, nameof(Group));
        ArgumentOutOfRangeException.ThrowIfLessThan(BusyTimeout, TimeSpan.Zero, nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BusyTimeout, TimeSpan.FromMinutes(1), nameof(BusyTimeout));
    }
}

using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>
/// The last restore of this node from a backup, as its doors must know it: while it is under way they are shut, because whatever the node says
/// could contradict what it said in the life it has forgotten (DESIGN section 8).
/// </summary>
public sealed class Restoration
{
    /// <summary>How long neighbours keep octets after Delivered at least (DESIGN section 8).</summary>
    public static readonly TimeSpan NeighboursKeep = RetentionOptions.ShortestContent;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RestoreRow? _row;

    internal Restoration(RestoreRow? row)
    {
        _row = row;
        if (!IsUnderWay) _open.SetResult();
    }

    /// <summary>Completes when the doors are open.</summary>
    public Task Open => _open.Task;

    /// <summary>True: the doors are shut.</summary>
    public bool IsUnderWay => Volatile.Read(ref _row) is { EndedAt: null };

    /// <summary>What is missing since when; null: this node never came from a backup.</summary>
    public RestoreRow? Row => Volatile.Read(ref _row);

    /// <summary>Why a door takes nothing; null: it is open.</summary>
    public Problem? Shut => IsUnderWay ? new Problem(ProblemCodes.Restoring) { RetryAfter = RetryAfter } : null;

    /// <summary>
    /// True for a message of the time that this node may have forgotten: its installations may have seen it though the journal does not know
    /// (promise 3).
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="at">When it was sent or said, by its author's clock.</param>
    internal static bool MayHaveForgotten(IJournalReader journal, DateTimeOffset at) => journal.LastRestore() is { } restore && at <= restore.At;

    /// <summary>
    /// Since when something may be missing: a backup taken by a clock in doubt may be older than it says. One of the future is of any time, and one without some
    /// octets lacks those of any time: then everything is asked for that neighbours are bound to have.
    /// </summary>
    /// <param name="takenAt">When the backup was taken, as its clock said.</param>
    /// <param name="clock">What its journal noted of that clock.</param>
    /// <param name="now">The time of the restore.</param>
    /// <param name="isWhole">False: octets are missing from it.</param>
    public static DateTimeOffset Since(DateTimeOffset takenAt, ClockRow? clock, DateTimeOffset now, bool isWhole = true)
    {
        var since = clock is { IsSure: false } && clock.At < takenAt ? clock.At : takenAt;
        var bound = now - NeighboursKeep;
        return since > now || (!isWhole && since > bound) ? bound : since;
    }

    /// <summary>
    /// Whom a restored node may have exchanged with since its backup: its neighbours by every directory in force since then, as far as the one in force
    /// still has them. Who was another's parent yesterday may hold receipts that nobody else was given.
    /// </summary>
    /// <param name="journal">Where directories are kept.</param>
    /// <param name="current">The directory in force.</param>
    /// <param name="self">The restored node.</param>
    /// <param name="since">When the backup was taken.</param>
    public static IReadOnlyList<NodeEntry> PeersSince(IJournalReader journal, ExchangeDirectory current, string self, DateTimeOffset since)
    {
        var kept = journal.AllDirectories().Where(row => row.Serial < current.Serial).ToList();
        var first = kept.FindLastIndex(row => row.At <= since);
        var earlier = kept.Skip(first).Select(row => DirectoryFile.OpenCryptoOnly(row.Bytes, row.At).Directory).OfType<ExchangeDirectory>();
        var ids = earlier.Append(current).SelectMany(directory => Router.Neighbours(directory, self)).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        return [.. current.Nodes.Where(node => ids.Contains(node.Id))];
    }

    internal void End(DateTimeOffset at)
    {
        Volatile.Write(ref _row, Volatile.Read(ref _row)! with { EndedAt = at });
        _open.TrySetResult();
    }
}

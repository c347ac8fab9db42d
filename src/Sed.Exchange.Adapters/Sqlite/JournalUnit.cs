using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>One caller's work on its way through the writer. It ends in exactly one way: cancelled before its start, or settled.</summary>
internal abstract class JournalUnit
{
    private const int Queued = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int _state;

    /// <summary>False: it was cancelled while it waited. True: from now on it cannot be cancelled.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Queued) == Queued;

    /// <summary>Runs the work and keeps what came of it.</summary>
    /// <returns>False: the work threw, and its changes are to be undone.</returns>
    public abstract bool Run(IJournalTransaction transaction);

    /// <summary>Tells the caller what came of the work; the group is durable.</summary>
    public abstract void Settle();

    /// <summary>Tells the caller that the group is not durable, or not known to be.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>For the caller's token.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Queued) == Queued;
}

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// The append-only record of everything that happened, and the state it states (DESIGN section 8).
/// </summary>
public interface IJournal : IJournalView, IAsyncDisposable
{
    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and makes its changes durable.
    /// <para>MUST: when the task completes, the changes are on stable storage, whatever happens to the process, the machine or the
    /// power; transactions appear one after the other; event numbers follow commit order; a throwing
    /// <paramref name="work"/> changes nothing and its exception is the task's.</para>
    /// <para>MUST NOT: call <paramref name="work"/> twice after it had returned once and its changes may be durable; report success
    /// for a commit whose sync failed.</para>
    /// <para>The caller MUST keep <paramref name="work"/> short, synchronous and free of I/O: others wait for it.</para>
    /// </summary>
    /// <exception cref="JournalException">Not durable, or not known to be; says whether trying again can help.</exception>
    Task<T> CommitAsync<T>(Func<IJournalTransaction, T> work, CancellationToken cancel);
}

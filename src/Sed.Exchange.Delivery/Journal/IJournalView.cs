namespace Sed.Exchange.Delivery.Journal;

/// <summary>A journal to be looked at: the node's own, or one that an administrator's command opens beside it.</summary>
public interface IJournalView
{
    /// <summary>Runs <paramref name="read"/> on a consistent view that shows every commit whose task completed before the call.</summary>
    Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel);
}

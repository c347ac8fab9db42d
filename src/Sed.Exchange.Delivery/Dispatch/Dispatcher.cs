namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Sends what is queued, posts owed receipts, ends what is overdue. <see cref="RunAsync"/> is the loop of a node; <see cref="StepAsync"/>
/// does what is due now and returns, so that one thread on virtual time can drive a whole region.
/// </summary>
public sealed class Dispatcher
{
    /// <summary>Runs until cancelled; attempts under way end first.</summary>
    public Task RunAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Does everything that is due now, once.</summary>
    /// <returns>When something is due next; null: nothing is known to be.</returns>
    public Task<DateTimeOffset?> StepAsync(CancellationToken cancel) => throw new NotImplementedException();
}

namespace Sed.Exchange.Client.Wire;

/// <summary>Holds a lease while something goes on that may take longer than it lasts.</summary>
internal static class LeaseKeeping
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    // Clocks of an installation and its node may differ: it is not waited for half of what ours says is left, when that is long.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Does the work, and renews meanwhile.</summary>
    /// <param name="until">When the lease ends; null: there is none.</param>
    /// <param name="renew">Renews it once.</param>
    /// <param name="work">The work.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Stops both.</param>
    public static async Task<T> WhileAsync<T>(
        DateTimeOffset? until, Func<CancellationToken, Task<Renewal>> renew, Func<Task<T>> work, TimeProvider time, CancellationToken cancel)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewing = until is { } end ? RenewAsync(end, renew, time, done.Token) : Task.CompletedTask;
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
        }
    }

    private static async Task RenewAsync(DateTimeOffset until, Func<CancellationToken, Task<Renewal>> renew, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                var half = (until - time.GetUtcNow()) / 2;
                await Task.Delay(half < Shortest ? Shortest : half > Longest ? Longest : half, time, cancel).ConfigureAwait(false);
                until = (await renew(cancel).ConfigureAwait(false)).LeasedUntil;
            }
            catch (Exception passing) when (passing is ExchangeProblemException { IsTemporary: true } or ExchangeConnectionException { Fault: not ConnectionFault.NotTrusted })
            {
                // Tried again while there is time.
            }
            catch (Exception over) when (over is OperationCanceledException or ExchangeProblemException or ExchangeConnectionException)
            {
                // Done, or the lease is lost: whoever held it once may still collect, so that nothing read so far is in vain.
                return;
            }
        }
    }
}

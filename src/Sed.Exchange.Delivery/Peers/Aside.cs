namespace Sed.Exchange.Delivery.Peers;

/// <summary>
/// Questions beside a peer's breaker, which is the mail's: what is asked now and then must neither open it nor wait for it. They take no longer than an attempt.
/// </summary>
internal static class Aside
{
    /// <summary>Asks once.</summary>
    public static async Task<PeerAnswer> AskAsync(GatewayParts parts, Func<CancellationToken, Task<PeerAnswer>> question, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(parts.Options.AttemptTimeout, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await question(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new PeerAnswer.Temporary(PeerCodes.Timeout, null, null);
        }
    }
}

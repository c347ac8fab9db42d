namespace Sed.Exchange.Delivery;

/// <summary>
/// Wakes everybody who waits. Take <see cref="Next"/> before looking at the journal, then wait on it: a beat in between is not missed.
/// </summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Completes at the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes everybody.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    /// <summary>Waits for <paramref name="beat"/> or until the time has passed, whichever is first.</summary>
    public static async Task WaitAsync(Task beat, TimeSpan longest, TimeProvider time, CancellationToken cancel)
    {
        if (longest <= TimeSpan.Zero) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pause = Task.Delay(longest, time, stop.Token);
        await Task.WhenAny(beat, pause).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    // Continuations must not run inside a journal commit of the one who beats.
    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

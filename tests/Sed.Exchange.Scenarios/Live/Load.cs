namespace Sed.Exchange.Scenarios.Live;

/// <summary>Installations that hand in and take letters without a pause, until disposed; a node that is away does not stop them.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Starts.</summary>
    /// <param name="letters">Sender and recipient.</param>
    /// <param name="writers">Letters under way at once.</param>
    /// <param name="largest">The largest letter.</param>
    /// <param name="seed">Of the letters' sizes.</param>
    public Load(Correspondence letters, int writers, int largest, int seed) => _work = Task.WhenAll(
        [TakeAsync(letters), .. Enumerable.Range(0, writers).Select(writer => WriteAsync(letters, largest, new Random(seed + writer)))]);

    /// <summary>Ends after what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task WriteAsync(Correspondence letters, int largest, Random sizes)
    {
        var tries = new List<string>();
        while (!_stop.IsCancellationRequested)
        {
            // Not again: what had no answer may have been taken or not, and both are right.
            if (await letters.SubmitAsync(Correspondence.Letter(sizes.Next(largest)), tries) is null)
                await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task TakeAsync(Correspondence letters)
    {
        while (!_stop.IsCancellationRequested) await letters.TakeAsync();
    }
}

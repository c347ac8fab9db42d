using System.Collections.Concurrent;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>Installations that hand in and take letters all the time, until disposed; a node that is away does not stop them.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private readonly bool _isPatient;
    private long _pause;

    /// <summary>Starts.</summary>
    /// <param name="letters">Sender and recipient.</param>
    /// <param name="writers">Letters under way at once.</param>
    /// <param name="largest">The largest letter.</param>
    /// <param name="seed">Of the letters' sizes.</param>
    /// <param name="pause">
    /// Between two letters of one writer, who then hands in a letter without an answer again until it is taken, as an installation does: its node must
    /// come back. Null: no pauses, and each letter is handed in once.
    /// </param>
    public Load(Correspondence letters, int writers, int largest, int seed, TimeSpan? pause = null)
    {
        _isPatient = pause is not null;
        _pause = pause?.Ticks ?? 0;
        _work = Task.WhenAll(
            [TakeAsync(letters), .. Enumerable.Range(0, writers).Select(writer => WriteAsync(letters, largest, new Random(seed + writer)))]);
    }

    /// <summary>What each writer was told, try by try; whole when this is disposed.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Tries { get; } = new();

    /// <summary>From now on the pauses are so many times as long.</summary>
    public void SlowDown(int times) => Volatile.Write(ref _pause, Volatile.Read(ref _pause) * times);

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
            var letter = letters.Letter(sizes.Next(largest));
            if (_isPatient)
            {
                await Until.NotNull("a letter is taken", () => letters.SubmitAsync(letter, tries), Patience);
                await Task.Delay(TimeSpan.FromTicks(Volatile.Read(ref _pause)));
            }

            // Not again: what had no answer may have been taken or not, and both are right.
            else if (await letters.SubmitAsync(letter, tries) is null) await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Tries.Enqueue(tries);
    }

    private async Task TakeAsync(Correspondence letters)
    {
        while (!_stop.IsCancellationRequested) await letters.TakeAsync();
    }
}

using System.Diagnostics;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>Waits for conditions of the outer world. Tests wait for what must come true, never for time to pass.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null.</summary>
    /// <param name="what">What is awaited, for the failure's message: "the receipt is there".</param>
    /// <param name="ask">One attempt.</param>
    /// <param name="patience">The longest wait; 30 s when not given.</param>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static async Task<T> NotNull<T>(string what, Func<Task<T?>> ask, TimeSpan? patience = null)
        where T : class
    {
        var limit = patience ?? TimeSpan.FromSeconds(30);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await ask() is { } answer) return answer;
            if (Stopwatch.GetElapsedTime(started) > limit) throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static Task True(string what, Func<Task<bool>> ask, TimeSpan? patience = null) =>
        NotNull(what, async () => await ask() ? what : null, patience);

    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static Task True(string what, Func<bool> ask, TimeSpan? patience = null) => True(what, () => Task.FromResult(ask()), patience);
}

namespace Sed.Exchange.Simulation.Clockwork;

/// <summary>
/// What happens next in a region, and when: one thread, virtual time, and of several things that are due at once any, as the seed says. Whatever waits,
/// waits for a turn; so one seed is one order of everything.
/// </summary>
internal sealed class Turns(int seed, DateTimeOffset start)
{
    private readonly PriorityQueue<(Life? Life, Action Action), (long Ticks, int Chance, long Number)> _queue = new();
    private readonly Random _order = new(seed);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;

    /// <summary>True time, which no node sees: every node has a clock of its own.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Turns taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>A digest of everything that happened and when: two runs of one seed must have the same.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    /// <summary>Does something after a time, unless whoever it is for has died by then.</summary>
    public void After(TimeSpan pause, Life? life, Action action)
    {
        CheckThread();
        var due = Now + (pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
        _queue.Enqueue((life, action), (due.Ticks, _order.Next(), _number++));
    }

    /// <summary>Completes after a time, on this thread; never, once whoever waits has died.</summary>
    public Task PassAsync(TimeSpan pause, Life? life)
    {
        // Continuations run inside the turn, so that nothing ever runs beside it.
        var turn = new TaskCompletionSource();
        After(pause, life, turn.SetResult);
        return turn.Task;
    }

    /// <summary>Takes turns until the time has come or nothing is left to do.</summary>
    /// <param name="until">The time.</param>
    /// <param name="afterEach">Done after each turn.</param>
    public void Run(DateTimeOffset until, Action afterEach)
    {
        while (_queue.TryPeek(out _, out var next) && next.Ticks <= until.Ticks)
        {
            var (life, action) = _queue.Dequeue();
            if (next.Ticks > Now.Ticks) Now = new DateTimeOffset(next.Ticks, TimeSpan.Zero);
            Taken++;
            Note((ulong)next.Ticks);
            if (life is null or { IsAlive: true }) action();
            afterEach();
        }

        if (until > Now) Now = until;
    }

    /// <summary>Adds a fact to <see cref="Trace"/>.</summary>
    public void Note(ulong fact) => Trace = (Trace ^ fact) * 1099511628211;

    /// <summary>Code that left the thread would run beside the region, and no seed would repeat it.</summary>
    /// <exception cref="InvalidOperationException">Called from another thread.</exception>
    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("Code under simulation left its thread.");
    }
}

namespace Sed.Exchange.Simulation.Clockwork;

/// <summary>
/// The clock of one life of a node: it is ahead of true time by <paramref name="error"/>, which jumps and outlives the life; its timers measure time that
/// passes, like those of a computer.
/// </summary>
internal sealed class NodeClock(Turns turns, Life life, Func<TimeSpan> error) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => turns.Now + error();

    /// <inheritdoc/>
    public override long GetTimestamp() => turns.Now.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(NodeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan) Set(setting, dueTime, period);
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(int setting, TimeSpan pause, TimeSpan period) => clock.After(pause, () =>
        {
            if (setting != _setting) return;
            if (period > TimeSpan.Zero) Set(setting, period, period);
            callback(state);
        });
    }

    private void After(TimeSpan pause, Action action) => turns.After(pause, life, action);
}

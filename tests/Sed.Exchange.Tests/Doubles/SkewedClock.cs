namespace Sed.Exchange.Tests.Doubles;

/// <summary>A node's clock whose wall time is wrong by what a test says; its monotonic time and its timers are those of the clock inside.</summary>
internal sealed class SkewedClock(TimeProvider inner, Func<TimeSpan> ahead) : TimeProvider
{
    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + ahead();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}

using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Sed.Exchange.Node.Callers;

/// <summary>
/// So many permits a second, with a reserve for bursts. The framework's token bucket reads its own clock; this one reads the one clock, and
/// says exactly when to come back. Nobody queues.
/// </summary>
/// <param name="perSecond">Permits a second in the long run.</param>
/// <param name="burst">Permits at once after a rest.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedLimiter(double perSecond, int burst, TimeProvider time) : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly long _step = (long)Math.Ceiling(time.TimestampFrequency / perSecond);

    // When the reserve is whole again: one number says how much of it is left.
    private long _whole = time.GetTimestamp();

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                return now >= _whole ? time.GetElapsedTime(_whole, now) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var whole = Math.Max(_whole, now) + (permitCount * _step);
            var over = whole - now - (burst * _step);
            if (over > 0) return new Lease(time.GetElapsedTime(0, over));
            _whole = whole;
            return Lease.Granted;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public static readonly Lease Granted = new(null);

        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}

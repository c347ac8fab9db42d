using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Node.Callers;

namespace Sed.Exchange.Tests.Access;

/// <summary>So many a second, a reserve for bursts, and an honest word about when to come back.</summary>
public sealed class PacedLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_is_let_through_and_then_the_pace_holds()
    {
        using var limiter = new PacedLimiter(10, 20, _time);

        Assert.Equal(20, Admitted(limiter, 100));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Admitted(limiter, 100));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Admitted(limiter, 100));
    }

    [Fact]
    public void Who_comes_back_when_told_gets_in_and_who_comes_a_moment_earlier_does_not()
    {
        using var limiter = new PacedLimiter(4, 1, _time);
        Assert.Equal(1, Admitted(limiter, 1));
        using var refused = limiter.AttemptAcquire();
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var pause));
        Assert.Equal(TimeSpan.FromMilliseconds(250), pause);

        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, Admitted(limiter, 1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Admitted(limiter, 1));
    }

    [Fact]
    public void A_refusal_costs_nothing()
    {
        using var limiter = new PacedLimiter(1, 1, _time);
        Assert.Equal(1, Admitted(limiter, 1000));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Admitted(limiter, 1000));
    }

    [Fact]
    public void Only_who_rests_with_a_whole_reserve_may_be_forgotten()
    {
        using var limiter = new PacedLimiter(1, 5, _time);
        Assert.Equal(3, Admitted(limiter, 3));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(limiter.IdleDuration);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), limiter.IdleDuration);
    }

    private static int Admitted(PacedLimiter limiter, int attempts)
    {
        var admitted = 0;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            using var lease = limiter.AttemptAcquire();
            if (lease.IsAcquired) admitted++;
        }

        return admitted;
    }
}

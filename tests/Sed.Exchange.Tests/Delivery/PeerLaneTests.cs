using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Dispatch;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>The breaker of one peer, whatever the clock does.</summary>
public sealed class PeerLaneTests
{
    private static readonly DeliveryOptions Options = new();
    private static readonly PeerAnswer Refused = new PeerAnswer.Temporary(PeerCodes.Timeout, null, null);

    private readonly FakeTimeProvider _time = new(Start);
    private TimeSpan _ahead;

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_breaker_that_is_open_when_the_clock_is_set_closes_after_its_pause(int days)
    {
        var lane = await BrokenAsync();
        _ahead = TimeSpan.FromDays(days);
        _time.Advance(Options.BreakerPause - TimeSpan.FromSeconds(1));
        Assert.Null(await AttemptAsync(lane, () => Task.FromResult(Refused)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await AttemptAsync(lane, () => Task.FromResult<PeerAnswer>(new PeerAnswer.Answered([]))));
    }

    [Fact]
    public async Task While_one_attempt_tries_whether_the_peer_is_back_the_others_wait_however_long_it_takes()
    {
        var lane = await BrokenAsync();
        _time.Advance(Options.BreakerPause);
        var answer = new TaskCompletionSource<PeerAnswer>();
        var probe = AttemptAsync(lane, () => answer.Task);
        _time.Advance(Options.BreakerPause + TimeSpan.FromSeconds(5));

        Assert.Null(await AttemptAsync(lane, () => Task.FromResult(Refused)));
        Assert.True(lane.PausedUntil > _time.GetUtcNow(), $"due again at {lane.PausedUntil:O}, now {_time.GetUtcNow():O}");

        answer.SetResult(new PeerAnswer.Answered([]));
        Assert.NotNull(await probe);
    }

    private async Task<PeerLane> BrokenAsync()
    {
        var region = await OpenAsync();
        var lane = new PeerLane("efremov", new GatewayParts
        {
            Identity = region.IdentityOf("tula"),
            Journal = region.Tula.Journal,
            Blobs = region.Tula.Blobs,
            Peers = region.Tula.Link,
            Entropy = new SeededEntropy(1, _time),
            Time = new SkewedClock(_time, () => _ahead),
            Logging = NullLoggerFactory.Instance,
            Options = Options,
        });
        for (var attempt = 0; attempt < Options.BreakerFailures; attempt++) Assert.NotNull(await AttemptAsync(lane, () => Task.FromResult(Refused)));
        Assert.Null(await AttemptAsync(lane, () => Task.FromResult(Refused)));
        return lane;
    }

    private static Task<PeerAnswer?> AttemptAsync(PeerLane lane, Func<Task<PeerAnswer>> exchange) =>
        lane.AttemptAsync(Options.AttemptTimeout, _ => exchange(), CancellationToken.None);
}

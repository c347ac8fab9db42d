using System.Collections.Immutable;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Everything this node does towards one peer: its own circuit breaker, timeout and quick retry (Polly), so that a slow or dead peer delays only
/// its own mail (promise 6). Containers have one, receipts and questions another: a letter that takes hours holds up no word about others.
/// </summary>
internal sealed class PeerLane
{
    // While one attempt tries whether the peer is back, the breaker tells the others no time, or one that has passed.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly ResiliencePropertyKey<TimeSpan> TimeoutKey = new("sedx.timeout");

    private readonly ResiliencePipeline<PeerAnswer> _pipeline;
    private readonly TimeProvider _time;
    private readonly DeliveryOptions _options;
    private int _rubbish;
    private TaskCompletionSource _woken = new();

    public PeerLane(string peer, GatewayParts parts)
    {
        Peer = peer;
        _time = parts.Time;
        _options = parts.Options;
        _pipeline = new ResiliencePipelineBuilder<PeerAnswer> { TimeProvider = new SteadyTime(parts.Time) }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PeerAnswer>
            {
                FailureRatio = 0.9,
                MinimumThroughput = Math.Max(2, parts.Options.BreakerFailures),
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = parts.Options.BreakerPause,
                ShouldHandle = new PredicateBuilder<PeerAnswer>()
                    .Handle<TimeoutRejectedException>()
                    .HandleResult(answer => answer is PeerAnswer.Temporary temporary && PeerCodes.OpenBreaker.Contains(temporary.Code)),
            })
            .AddRetry(new RetryStrategyOptions<PeerAnswer>
            {
                // One more try after a connection that was cut: kept connections die when the peer restarts. Inside the breaker, or it would meet the one
                // that its own first try has just opened, and the attempt would count as none.
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromMilliseconds(200),
                Randomizer = parts.Entropy.NextFraction,
                ShouldHandle = new PredicateBuilder<PeerAnswer>().HandleResult(answer => answer is PeerAnswer.Temporary { Code: PeerCodes.Unreachable }),
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = arguments => new ValueTask<TimeSpan>(
                    arguments.Context.Properties.GetValue(TimeoutKey, parts.Options.AttemptTimeout)),
            })
            .Build();
    }

    /// <summary>The peer.</summary>
    public string Peer { get; }

    /// <summary>Until when its breaker is open.</summary>
    public DateTimeOffset PausedUntil { get; set; } = DateTimeOffset.MinValue;

    /// <summary>True after a pause, until an attempt shows that the peer is back: the breaker lets one through, and everybody waits for its end.</summary>
    public bool IsTrying => PausedUntil != DateTimeOffset.MinValue;

    /// <summary>Containers on their way to this peer; changed by the run of its lane alone.</summary>
    public ImmutableList<Sending> UnderWay { get; set; } = [];

    /// <summary>Completes when there may be more to send; take it before looking.</summary>
    public Task Woken => Volatile.Read(ref _woken).Task;

    /// <summary>Wakes who waits for a transfer to end, so that a free place is taken.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, new TaskCompletionSource()).TrySetResult();

    /// <summary>
    /// Notes whether an answer was of use. One that answers rubbish again and again is paused like one that does not answer: whole letters would go to it every few minutes, by
    /// the thousand.
    /// </summary>
    /// <returns>True: it is paused by this.</returns>
    public bool Judge(bool isOfUse)
    {
        if (isOfUse)
        {
            if (IsTooMuch(Interlocked.Exchange(ref _rubbish, 0))) PausedUntil = DateTimeOffset.MinValue;
            return false;
        }

        if (!IsTooMuch(Interlocked.Increment(ref _rubbish))) return false;
        PausedUntil = _time.GetUtcNow() + _options.BreakerPause;
        return true;
    }

    /// <summary>One attempt. Null: the breaker is open, nothing was tried.</summary>
    public async Task<PeerAnswer?> AttemptAsync(
        TimeSpan timeout, Func<CancellationToken, Task<PeerAnswer>> exchange, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        try
        {
            context.Properties.Set(TimeoutKey, timeout);
            var answer = await _pipeline.ExecuteAsync(
                async attempt => await exchange(attempt.CancellationToken).ConfigureAwait(false), context).ConfigureAwait(false);
            if ((answer is not PeerAnswer.Temporary { Code: var code } || !PeerCodes.OpenBreaker.Contains(code)) && !IsTooMuch(Volatile.Read(ref _rubbish)))
                PausedUntil = DateTimeOffset.MinValue;
            return answer;
        }
        catch (TimeoutRejectedException)
        {
            return new PeerAnswer.Temporary(PeerCodes.Timeout, $"no answer within {timeout.TotalSeconds:F0} s", null);
        }
        catch (BrokenCircuitException open)
        {
            PausedUntil = _time.GetUtcNow() + (open.RetryAfter > ShortestPause ? open.RetryAfter.Value : ShortestPause);
            return null;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsTooMuch(int rubbish) => rubbish >= _options.BreakerFailures;

    /// <summary>The breaker's clock: time that passes, whatever the wall clock says. One that was set back by days would keep a breaker open for as long.</summary>
    private sealed class SteadyTime(TimeProvider time) : TimeProvider
    {
        private readonly long _since = time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + time.GetElapsedTime(_since);

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}

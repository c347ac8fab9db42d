using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Callers;

/// <summary>
/// How much one caller may ask: at once and per second, each lane apart. A noisy client or peer meets its own limit and delays only itself
/// (promise 6). Rows of callers that rest are forgotten, so that addresses cannot fill the memory.
/// </summary>
internal sealed class CallerLimits : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogPause = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Call> _places;
    private readonly PartitionedRateLimiter<Call> _rates;
    private readonly PartitionedRateLimiter<string> _strangers;
    private readonly ILogger<CallerLimits> _log;
    private readonly Lock _telling = new();
    private readonly ITimer _minute;
    private bool _isQuiet;
    private int _untold;
    private (Caller Caller, string Limit) _latest;

    public CallerLimits(ListeningLimits limits, TimeProvider time, ILogger<CallerLimits> log)
    {
        _log = log;
        _minute = time.CreateTimer(_ => TellRest(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _places = PartitionedRateLimiter.Create<Call, Call>(call => RateLimitPartition.GetConcurrencyLimiter(
            call,
            key => new ConcurrencyLimiterOptions { PermitLimit = key.Lane == CallLane.Polls ? limits.PollsAtOnce : limits.RequestsAtOnce, QueueLimit = 0 }));
        _rates = PartitionedRateLimiter.Create<Call, Call>(call => RateLimitPartition.Get(
            // A poll is asked as often as any other request; only its place is held longer.
            call.Lane == CallLane.Polls ? call with { Lane = CallLane.Requests } : call,
            RateLimiter (key) => key.Caller.Kind == CallerKind.Peer
                ? new PacedLimiter(limits.PeerRequestsPerSecond, limits.PeerRequestsPerSecond * 2, time)
                : new PacedLimiter(limits.RequestsPerSecond, limits.RequestsPerSecond * 2, time)));
        _strangers = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.Get(
            address,
            RateLimiter (_) => new PacedLimiter(limits.StrangersPerMinute / 60.0, limits.StrangersPerMinute, time)));
    }

    /// <summary>Takes a place for a request; disposing the result leaves it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="lane">What for.</param>
    /// <param name="problem">Why not, when there is no place.</param>
    public IDisposable? Enter(Caller caller, CallLane lane, out Problem? problem)
    {
        var call = new Call(caller, lane);
        var place = _places.AttemptAcquire(call);
        if (!place.IsAcquired)
        {
            place.Dispose();
            problem = Refuse(caller, lane == CallLane.Polls ? ConfigurationKeys.PollsAtOnce : ConfigurationKeys.RequestsAtOnce, Soon);
            return null;
        }

        using var pace = _rates.AttemptAcquire(call);
        if (!pace.IsAcquired)
        {
            place.Dispose();
            problem = Refuse(caller, caller.Kind == CallerKind.Peer ? ConfigurationKeys.PeerRequestRate : ConfigurationKeys.RequestRate, PauseOf(pace));
            return null;
        }

        problem = null;
        return place;
    }

    /// <summary>
    /// Counts a request that proved nobody. Null: it may be told so and logged; else the address has been told often enough and only this
    /// problem is left. A valid key is never refused for what others behind its address did: guessing 256 bits is hopeless at any pace, and
    /// what must be bounded is the work and the log.
    /// </summary>
    public Problem? CountStranger(IPAddress? address)
    {
        var name = NameOf(address);
        using var lease = _strangers.AttemptAcquire(name);
        return lease.IsAcquired ? null : Refuse(new Caller(CallerKind.Address, name), ConfigurationKeys.StrangerRate, PauseOf(lease));
    }

    /// <summary>The partition of an address: one IPv6 subscriber has 2^64 of them and counts once.</summary>
    public static string NameOf(IPAddress? address)
    {
        if (address is null) return "-";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets) + "/64";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _minute.Dispose();
        _places.Dispose();
        _rates.Dispose();
        _strangers.Dispose();
    }

    private static TimeSpan PauseOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : Soon;

    private Problem Refuse(Caller caller, ConfigurationKey limit, TimeSpan pause)
    {
        Tell(caller, limit.Path);
        return new Problem(HttpProblemCodes.TooManyRequests, limit.Path) { RetryAfter = pause };
    }

    // The first is told at once, the rest in one line a minute: a flood of requests must not become a flood of lines.
    private void Tell(Caller caller, string limit)
    {
        lock (_telling)
        {
            _latest = (caller, limit);
            if (_isQuiet)
            {
                _untold++;
                return;
            }

            _isQuiet = true;
            _minute.Change(LogPause, Timeout.InfiniteTimeSpan);
        }

        NodeLog.CallerLimited(_log, 1, caller.ToString(), limit);
    }

    private void TellRest()
    {
        int count;
        (Caller Caller, string Limit) latest;
        lock (_telling)
        {
            (count, latest, _untold) = (_untold, _latest, 0);
            _isQuiet = count > 0;
            if (count == 0) return;
            _minute.Change(LogPause, Timeout.InfiniteTimeSpan);
        }

        NodeLog.CallerLimited(_log, count, latest.Caller.ToString(), latest.Limit);
    }

    private readonly record struct Call(Caller Caller, CallLane Lane);
}

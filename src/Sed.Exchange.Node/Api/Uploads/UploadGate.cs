using System.Collections.Concurrent;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// How many packages and containers are received at once: in all, and a quarter of that by one caller, so that a slow or hostile one
/// takes no more than its share (promise 6). Nobody queues: who does not get in is told to come back.
/// </summary>
public sealed class UploadGate
{
    private readonly int _limit;
    private readonly int _share;
    private readonly ConcurrentDictionary<string, int> _callers = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Creates a gate.</summary>
    public UploadGate(int limit)
    {
        _limit = limit;
        _share = Math.Max(1, limit / 4);
    }

    /// <summary>Enters; disposing the result leaves.</summary>
    /// <param name="caller">Id of client or node.</param>
    /// <exception cref="UploadException">Too many are under way: <c>busy</c>.</exception>
    internal IDisposable Enter(string caller)
    {
        if (Interlocked.Increment(ref _underWay) > _limit)
        {
            Interlocked.Decrement(ref _underWay);
            throw new UploadException(HttpProblemCodes.Busy, $"{_limit} uploads under way");
        }

        if (_callers.AddOrUpdate(caller, 1, (_, count) => count + 1) > _share)
        {
            Leave(caller);
            throw new UploadException(HttpProblemCodes.Busy, $"{_share} uploads of this caller under way");
        }

        return new Place(this, caller);
    }

    // Rows of callers stay: there are as many as clients and nodes, never more.
    private void Leave(string caller)
    {
        _callers.AddOrUpdate(caller, 0, (_, count) => count - 1);
        Interlocked.Decrement(ref _underWay);
    }

    private sealed class Place(UploadGate gate, string caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) gate.Leave(caller);
        }
    }
}

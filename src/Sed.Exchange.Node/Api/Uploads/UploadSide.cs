using System.Collections.Concurrent;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// One side of an <see cref="UploadGate"/>: three quarters of its places at most, and a quarter for one caller. Nobody queues: who does not get in is told to
/// come back.
/// </summary>
public sealed class UploadSide
{
    private readonly UploadGate _gate;
    private readonly int _most;
    private readonly int _share;

    // Rows of callers stay: there are as many as clients and nodes, never more.
    private readonly ConcurrentDictionary<string, int> _callers = new(StringComparer.Ordinal);
    private int _underWay;

    internal UploadSide(UploadGate gate, int limit)
    {
        _gate = gate;
        _share = Math.Max(1, limit / 4);
        _most = Math.Max(1, limit - _share);
    }

    /// <summary>Enters; disposing the result leaves.</summary>
    /// <param name="caller">Id of client or node.</param>
    /// <exception cref="UploadException">Too many are under way: <c>busy</c>.</exception>
    internal IDisposable Enter(string caller)
    {
        // Counted before it is known whether there is a place, and taken back if not.
        var ofCaller = _callers.AddOrUpdate(caller, 1, (_, count) => count + 1);
        var ofSide = Interlocked.Increment(ref _underWay);
        if (ofCaller <= _share && ofSide <= _most && _gate.TryTake()) return new Place(this, caller);
        Leave(caller);
        throw new UploadException(ProblemCodes.Busy, ofCaller > _share ? $"{_share} uploads of this caller under way" : "too many uploads under way");
    }

    private void Leave(string caller)
    {
        _callers.AddOrUpdate(caller, 0, (_, count) => count - 1);
        Interlocked.Decrement(ref _underWay);
    }

    private sealed class Place(UploadSide side, string caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            side.Leave(caller);
            side._gate.Leave();
        }
    }
}

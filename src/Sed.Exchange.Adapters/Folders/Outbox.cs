using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The way from an installation to the node. A pair is submitted when several looks saw the same, and moved away when its message is durable; the
/// package's own message id, or a key made of its name and octets, makes reading it twice harmless, so a crash between the two neither loses nor doubles.
/// Every look does a bounded piece of work, whatever waits.
/// </summary>
internal sealed class Outbox
{
    private const int InspectedAtOnce = 500;
    private const int SubmittedAtOnce = 64;

    // Names may take a twentieth of the time: thousands on a slow share are read less often than a few on a disk.
    private const int ScanShare = 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    // What a pair in the middle of being written looks like to the door.
    private static readonly IReadOnlyList<string> MayStillCome =
        [PackageCodes.NoPassport, PackageCodes.ListedFileMissing, PackageCodes.PassportMalformed];

    private readonly FolderPlace _place;
    private readonly FolderOptions _options;
    private readonly PairMoves _moves;
    private readonly PairDoor _door;
    private readonly SemaphoreSlim _turns;
    private readonly TimeProvider _time;
    private readonly ClockWatch _clock;
    private readonly ILogger _log;
    private readonly RareLog _rare;
    private readonly Dictionary<string, WaitingPair> _known = new(StringComparer.Ordinal);
    private readonly Queue<WaitingPair> _queue = new();
    private long _nextScan;
    private long _soonestScan;
    private long _nextExpiry;
    private long _pausedUntil;

    /// <summary>Opens it.</summary>
    /// <param name="place">Where.</param>
    /// <param name="options">Options.</param>
    /// <param name="gateway">Whose door it is.</param>
    /// <param name="turns">Places at the door, shared by all installations: each gets its turn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where lines go.</param>
    public Outbox(FolderPlace place, FolderOptions options, Gateway gateway, SemaphoreSlim turns, TimeProvider time, ILogger log)
    {
        (_place, _options, _turns, _time, _clock, _log) = (place, options, turns, time, gateway.Clock, log);
        _moves = new PairMoves(place);
        _door = new PairDoor(place, options, gateway, _moves, time, log);
        _rare = new RareLog(time, Hourly);
        _nextScan = _soonestScan = _nextExpiry = _pausedUntil = time.GetTimestamp();
    }

    /// <summary>Looks once.</summary>
    /// <param name="hinted">True: the system told of a change, so names are worth reading before their time.</param>
    /// <param name="cancel">Stops between pairs.</param>
    /// <exception cref="IOException">The outbox cannot be read now.</exception>
    /// <exception cref="Delivery.Journal.JournalException">The node's store cannot be believed any more.</exception>
    /// <exception cref="Delivery.Blobs.BlobException">Likewise.</exception>
    public async Task<OutboxLook> LookAsync(bool hinted, CancellationToken cancel)
    {
        var now = _time.GetTimestamp();
        if (now < _pausedUntil) return new OutboxLook(0, 0, _known.Count, HasMore: false);

        // 1. Names.
        Scan(now, hinted);
        Expire(now);

        var ready = new List<WaitingPair>();
        var judged = new HashSet<WaitingPair>();
        try
        {
            // 2. Sizes and times of what is due, in turn.
            var (inspected, refused) = Inspect(ready, now);

            // 3. The door.
            var taken = 0;
            await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = _options.AtOnce, CancellationToken = cancel }, async (pair, stop) =>
            {
                if (await SubmitAsync(pair, stop) is not { } outcome) return;
                lock (_queue)
                {
                    var stays = Conclude(pair, outcome);
                    judged.Add(pair);
                    if (stays) _queue.Enqueue(pair);
                    else if (outcome is PairOutcome.Taken) taken++;
                    else refused++;
                }
            });
            return new OutboxLook(taken, refused, _known.Count, HasMore: _pausedUntil <= now && (ready.Count == SubmittedAtOnce || inspected == InspectedAtOnce));
        }
        finally
        {
            // What a pause passed over, or what an exception left behind, has its turn again as it was: in mind but in no queue, nobody would look at it any more.
            foreach (var pair in ready.Where(pair => !judged.Contains(pair))) _queue.Enqueue(pair);
        }
    }

    /// <summary>Hands one pair in when it has its place at the door; null: a pause began before it had one.</summary>
    private async Task<PairOutcome?> SubmitAsync(WaitingPair pair, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try
        {
            return _time.GetTimestamp() < Interlocked.Read(ref _pausedUntil) ? null : await _door.SubmitAsync(pair, stop);
        }
        finally
        {
            _turns.Release();
        }
    }

    private void Scan(long now, bool hinted)
    {
        if (now < (hinted ? _soonestScan : _nextScan)) return;
        foreach (var unreadable in OutboxScan.Find(_place, _known, _options.MostPairs, _time.GetLocalNow().DateTime, _queue.Enqueue))
            if (_rare.IsTime("stamp")) Log.FolderUnusable(_log, _place.Client, Path.Combine(_place.Out, unreadable.Stamp), unreadable.Reason);
        if (_known.Count >= _options.MostPairs && _rare.IsTime("full")) Log.OutboxFull(_log, _place.Out, _known.Count);
        var (end, rest) = (_time.GetTimestamp(), _time.GetElapsedTime(now) * ScanShare);
        _soonestScan = After(end, rest > _options.Look / 4 ? rest : _options.Look / 4);
        _nextScan = After(end, rest > _options.Look ? rest : _options.Look);
    }

    private void Expire(long now)
    {
        // By a clock that jumped ahead all that was ever taken is old.
        if (now < _nextExpiry || _clock.SureNow is not { } sure) return;
        _nextExpiry = After(now, Hourly);
        try
        {
            if (_moves.Expire(sure, _options.TakenKept) is var days and > 0) Log.TakenExpired(_log, _place.Taken, days);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Old mail that cannot be deleted must not keep new mail waiting.
            Log.TakenNotDeleted(_log, _place.Taken, FolderFaults.ReasonOf(kept));
        }
    }

    /// <summary>Looks at what is due, and adds to <paramref name="ready"/> what the door is to be asked about.</summary>
    private (int Inspected, int Refused) Inspect(List<WaitingPair> ready, long now)
    {
        var (inspected, refused) = (0, 0);
        for (var left = _queue.Count; left > 0 && inspected < InspectedAtOnce && ready.Count < SubmittedAtOnce; left--)
        {
            var pair = _queue.Dequeue();
            if (pair.Due > now)
            {
                _queue.Enqueue(pair);
                continue;
            }

            inspected++;
            try
            {
                if (Inspect(pair, ready, now)) refused++;
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
            {
                // One pair that may not be read, or whose half cannot follow, must not hold up the others.
                if (Conclude(pair, new PairOutcome.Postponed(FolderFaults.ReasonOf(unusable), _options.Look, IsEverybodys: false))) _queue.Enqueue(pair);
            }
        }

        return (inspected, refused);
    }

    /// <summary>Looks at one pair, which then is ready, in the queue again, or out of mind; true: it was refused.</summary>
    /// <exception cref="IOException">It cannot be read or moved now; it is still in mind, and in no queue.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    private bool Inspect(WaitingPair pair, List<WaitingPair> ready, long now)
    {
        var sight = PairSight.Of(_place, pair, _options);
        if (sight.Print is null)
        {
            _known.Remove(OutboxScan.KeyOf(pair));
            return false;
        }

        if (pair.Seen == sight.Print) pair.Looks++;
        else (pair.Seen, pair.Looks, pair.SameSince) = (sight.Print, 1, now);
        pair.Due = After(now, _options.Look);
        if (pair.Looks < _options.StableLooks)
        {
            _queue.Enqueue(pair);
            return false;
        }

        if (sight.Fault is null)
        {
            ready.Add(pair);
            return false;
        }

        if (sight.Fault == FolderCodes.NoEnv && _moves.FinishHalf(pair, amongErrors: _time.GetElapsedTime(pair.SameSince, now) >= _options.Patience))
        {
            Log.HalfFollowed(_log, pair.ToString());
            _known.Remove(OutboxScan.KeyOf(pair));
            return false;
        }

        if (!Conclude(pair, new PairOutcome.Refused(PairRefusal.Of(sight.Fault, sight.Detail)), sight.MayPass)) return true;
        _queue.Enqueue(pair);
        return false;
    }

    /// <summary>Does what an outcome demands; true: the pair stays in mind.</summary>
    private bool Conclude(WaitingPair pair, PairOutcome outcome, bool? mayPass = null)
    {
        var now = _time.GetTimestamp();
        switch (outcome)
        {
            case PairOutcome.Taken:
                _known.Remove(OutboxScan.KeyOf(pair));
                return false;
            case PairOutcome.Changed:
                pair.Seen = null;
                pair.Due = After(now, _options.Look);
                return true;
            case PairOutcome.Postponed later:
                var pause = TimeSpan.FromTicks(Math.Min(later.Pause.Ticks << Math.Min(later.IsEverybodys ? 0 : pair.Postponed++, 10), LongestPause.Ticks));
                pair.Due = After(now, pause);
                if (later.IsEverybodys) Interlocked.Exchange(ref _pausedUntil, pair.Due);
                if (_rare.IsTime(later.Code)) Log.PairPostponed(_log, pair.ToString(), later.Code, pause, _known.Count);
                return true;
            case PairOutcome.Refused { Refusal: var refusal }:
                // The passport may still come; the .env was written last and at once, or it would not be there.
                var unfinished = mayPass ?? (refusal.Code != FolderCodes.EnvInvalid && refusal.Findings.Any(finding => MayStillCome.Contains(finding.Code)));
                var same = _time.GetElapsedTime(pair.SameSince, now);
                if (unfinished && same < _options.Patience)
                {
                    // The longer nothing comes, the less often it is looked at: ten thousand halves must not cost what ten thousand pairs do.
                    pair.Due = After(now, TimeSpan.FromTicks(Math.Clamp(same.Ticks / 4, _options.Look.Ticks, Math.Max(_options.Look.Ticks, LongestWait.Ticks))));
                    return true;
                }

                return !TryRefuse(pair, refusal, now);
            default:
                throw new InvalidOperationException($"The door said {outcome.GetType().Name}.");
        }
    }

    private bool TryRefuse(WaitingPair pair, PairRefusal refusal, long now)
    {
        try
        {
            // The reason first: a pair without one must never lie among the errors.
            var name = _moves.NameInErrors(pair);
            ErrorFile.Write(_place.Errors, name, pair, refusal, _time.GetUtcNow());
            _moves.ToErrors(pair, name);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            pair.Due = After(now, TimeSpan.FromMinutes(1));
            if (_rare.IsTime("errors")) Log.ErrorsUnwritable(_log, _place.Errors, FolderFaults.ReasonOf(unwritable));
            return false;
        }

        Log.PairRefused(_log, pair.ToString(), refusal.Code);
        _known.Remove(OutboxScan.KeyOf(pair));
        return true;
    }

    private long After(long now, TimeSpan pause) => now + (long)(pause.TotalSeconds * _time.TimestampFrequency);
}

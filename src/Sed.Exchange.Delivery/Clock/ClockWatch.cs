using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Clock;

/// <summary>
/// Whether this node may believe its own wall clock (DESIGN section 4). It is compared with the monotonic clock at every look, with the journal's last note
/// at the start, and with the neighbours' clocks (<see cref="ClockRounds"/>). While in doubt nobody says that it is too late: no Undelivered, no refusal for
/// time, no purge. A doubt ends when more neighbours agree than contradict, or when nobody has contradicted for <see cref="DeliveryOptions.ClockPatience"/>
/// of monotonic time; a clock that was right all along is believed within seconds.
/// </summary>
public sealed class ClockWatch
{
    /// <summary>How far clocks may differ unnoticed: half of what sentAt may be ahead, so that two nodes that are sure of theirs never disagree about it.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>What was sealed so far ahead is waited for by whoever answers for it; what lies further ahead is ended.</summary>
    internal static readonly TimeSpan WorthWaiting = TimeSpan.FromHours(1);

    /// <summary>How often the time is noted in the journal: a node that was off for no longer than that and <see cref="Tolerance"/> is still sure.</summary>
    internal static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(10);

    /// <summary>How far back neighbours may say that this clock was set: twice as long as a letter may be under way. What it saw itself counts as it is.</summary>
    internal static readonly TimeSpan LongestToldBehind = TimeSpan.FromDays(60);

    // What adjusts a clock slews by 0.5 ‰ at most; what is more is a step.
    private const double Slew = 0.001;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ILogger _logger;
    private readonly Pulse _work;
    private DateTimeOffset _wall;
    private long _ticks;
    private TimeSpan _ahead;
    private ClockDoubt? _doubt;
    private long _unopposedSince;
    private bool _waitsForRound;
    private bool _wasAnswered;
    private int _changes;
    private TimeSpan _behind;

    internal ClockWatch(TimeProvider time, TimeSpan patience, ILogger logger, ClockRow? noted, Pulse work)
    {
        _time = time;
        _patience = patience;
        _logger = logger;
        _work = work;
        _ticks = _time.GetTimestamp();
        _wall = _time.GetUtcNow();
        if (noted is null) return;
        _behind = noted.Behind;
        var early = noted.At - _wall;
        var late = _wall - noted.At - NoteEvery;
        if (!noted.IsSure || early > Tolerance || late > Tolerance) Doubt(ClockDoubtKind.NotAsNoted, early > TimeSpan.Zero ? -early : late);
    }

    /// <summary>True: what the clock says may end, refuse and purge.</summary>
    public bool IsSure => SureNow is not null;

    /// <summary>The time, when it can be believed; null: in doubt.</summary>
    public DateTimeOffset? SureNow
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _doubt is null ? _wall : null;
            }
        }
    }

    /// <summary>What the clock says, right or wrong.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The doubt; null: none.</summary>
    public ClockDoubt? CurrentDoubt
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _doubt;
            }
        }
    }

    /// <summary>
    /// Why a door takes no container: its time would be sealed or signed for ever, and neighbours contradict it, or have done so when they last answered, or have
    /// not been asked yet. Null: it is open; a node whose neighbours have all been silent since it doubts goes on with the clock it has.
    /// </summary>
    internal Problem? Shut
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _doubt is not null && (_waitsForRound || _wasAnswered) ? NotSure : null;
            }
        }
    }

    /// <summary>What is said instead of "too late".</summary>
    internal static Problem NotSure => new(ProblemCodes.ClockUnsure) { RetryAfter = TimeSpan.FromSeconds(30) };

    /// <summary>Counts jumps and ends of doubts: times kept in memory and in the journal may then be of another clock.</summary>
    internal int Changes
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _changes;
            }
        }
    }

    /// <summary>How far this clock was ever set back, as far as was noticed.</summary>
    internal TimeSpan Behind
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _behind;
            }
        }
    }

    /// <summary>Enters what the neighbours said in one round of questions.</summary>
    /// <param name="ahead">How far this clock is ahead of each neighbour that answered, and may be a witness.</param>
    /// <param name="isWhole">True: every neighbour that was asked has answered.</param>
    /// <param name="changes"><see cref="Changes"/> before the first question: what was asked of a clock that has jumped since counts for nothing.</param>
    internal void Hear(IReadOnlyCollection<TimeSpan> ahead, bool isWhole, int changes)
    {
        lock (_gate)
        {
            Look();
            if (changes != _changes) return;
            _waitsForRound = false;

            // A line that fails does not take back what was said over it: only who was asked and answered does, all of them.
            if (ahead.Count > 0) _wasAnswered = true;
            else if (isWhole) _wasAnswered = false;
            var agree = ahead.Count(difference => difference.Duration() <= Tolerance);
            if (agree > ahead.Count - agree)
            {
                Believe(agree);
                return;
            }

            if (ahead.Count - agree > agree)
            {
                // The middle one: one liar must not say how far it is.
                var middle = ahead.Order().ElementAt(ahead.Count / 2);
                _unopposedSince = _ticks;
                if (_doubt is null)
                {
                    Doubt(ClockDoubtKind.Contradicted, middle);
                }
                else
                {
                    _doubt = _doubt with { Ahead = middle };
                    NoteBehind(ClockDoubtKind.Contradicted, middle);
                }

                _waitsForRound = false;
                _wasAnswered = true;
                return;
            }

            if (_doubt is not null && _time.GetElapsedTime(_unopposedSince, _ticks) >= _patience) Believe(agree);
        }
    }

    // The monotonic clock first: a pause between the two makes the wall clock look ahead, never both ways.
    private void Look()
    {
        var ticks = _time.GetTimestamp();
        var wall = _time.GetUtcNow();
        var elapsed = _time.GetElapsedTime(_ticks, ticks);
        var allowance = elapsed * Slew;
        var kept = _ahead.Duration() > allowance ? _ahead - (allowance * Math.Sign(_ahead.Ticks)) : TimeSpan.Zero;
        _ahead = kept + (wall - _wall - elapsed);
        (_wall, _ticks) = (wall, ticks);
        if (_ahead.Duration() <= Tolerance) return;
        Doubt(ClockDoubtKind.Jumped, _ahead);
        _ahead = TimeSpan.Zero;
    }

    private void Doubt(ClockDoubtKind kind, TimeSpan ahead)
    {
        _doubt = _doubt is null ? new ClockDoubt(kind, _wall, ahead) : _doubt with { Ahead = ahead };
        NoteBehind(kind, ahead);
        _unopposedSince = _ticks;
        _waitsForRound = true;
        _wasAnswered = false;
        _changes++;
        Log.ClockInDoubt(_logger, kind.ToString(), _wall, ahead.TotalSeconds);

        // Whoever noticed it: doors are shut until the dispatcher has asked, which may have meant to sleep on.
        _work.Beat();
    }

    // What a neighbour calls the time is not believed without bound: for ever after, everything that it could concern is taken for older than it is.
    private void NoteBehind(ClockDoubtKind kind, TimeSpan ahead)
    {
        var behind = kind == ClockDoubtKind.Contradicted && -ahead > LongestToldBehind ? LongestToldBehind : -ahead;
        if (behind > _behind) _behind = behind;
    }

    private void Believe(int agree)
    {
        if (_doubt is null) return;
        Log.ClockBelieved(_logger, _wall, _doubt.Since, agree);
        _doubt = null;
        _changes++;
    }
}

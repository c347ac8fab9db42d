using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Simulation.Audit;
using Sed.Exchange.Simulation.Clockwork;
using Sed.Exchange.Simulation.People;
using Sed.Exchange.Simulation.Stores;
using Sed.Exchange.Simulation.Wire;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Region;

/// <summary>One node: a disk that stays, and lives that come and go. The gateway in it is the real one.</summary>
internal sealed class SimulatedNode(SimulatedRegion region, string id)
{
    // A node looks at its clock every half minute; where nothing is due, twenty looks are one.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(10);

    // What a neighbour said of the time is believed until it is asked again.
    private static readonly TimeSpan ClockRound = TimeSpan.FromHours(1);

    private readonly Purges _purges = new(region, id);
    private readonly List<EventRow> _lines = [];
    private Steps? _steps;
    private Life _life = new();
    private DateTimeOffset _misledUntil;
    private DateTimeOffset _clockSetAt = DateTimeOffset.MinValue;
    private Task? _beat;
    private TaskCompletionSource? _sleep;
    private int _lives;
    private int _epoch = 1;
    private bool _restoring;

    /// <summary>Its id in the directory.</summary>
    public string Id => id;

    /// <summary>What it keeps.</summary>
    public Disk Disk { get; } = new();

    /// <summary>What its journal holds, and what purges have taken from it.</summary>
    public MemoryDisk Everything => _purges.PutBack(Disk.Journal);

    /// <summary>The gateway, while the node is up and its doors open; else null.</summary>
    public Gateway? Gateway { get; private set; }

    /// <summary>The life under way.</summary>
    public Life Life => _life;

    /// <summary>Who is told the feed of one of its organisations; null: nobody.</summary>
    public Receiver? Receiver { get; private set; }

    /// <summary>How far its clock is ahead; negative: behind.</summary>
    public TimeSpan ClockError { get; private set; }

    // Wrong for as long as a clock is waited for that nobody contradicts who is sure of his own: then it is believed (decision 0030).
    private bool IsUnopposed => ClockError.Duration() > ClockWatch.Tolerance && region.Turns.Now - _clockSetAt >= region.Plan.Options[id].ClockPatience;

    private bool MayMislead => ClockError.Duration() > ClockWatch.Tolerance || region.Turns.Now < _misledUntil;

    /// <summary>When, in true time, its sender's feed first held a receipt.</summary>
    public Dictionary<Guid, DateTimeOffset> Told { get; } = [];

    /// <summary>When, in true time, a sender here was first told an end of its message for a recipient; a disk that is lost since does not undo it.</summary>
    public Dictionary<(Guid Message, Guid Recipient), DateTimeOffset> Ended { get; } = [];

    /// <summary>Ends that were said while another clock of the region was wrong too, or had been shortly before: two that agree may outvote the right ones.</summary>
    public HashSet<Guid> Misled { get; } = [];

    /// <summary>When a bit flipped last.</summary>
    public DateTimeOffset LastFlip { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Blobs in which a bit was flipped.</summary>
    public HashSet<string> Flipped { get; } = new(StringComparer.Ordinal);

    /// <summary>When it was dead, full, in doubt of its clock, or behind shut doors: what excuses being late.</summary>
    public TroubledTimes Troubles { get; } = new();

    /// <summary>True after a restore: what it had forgotten may be handed out again, marked.</summary>
    public bool WasRestored { get; private set; }

    /// <summary>An administrator has the feed of an organisation told to somebody, before the first start.</summary>
    public void Tell(Guid organisation)
    {
        Receiver = new Receiver(region, this, organisation);
        Receiver.Add();
    }

    /// <summary>True as often as the weather says.</summary>
    public bool Chance(Func<Weather, double> how) => region.Chance(how);

    /// <summary>Waits for something of the disk; the node may be killed instead.</summary>
    /// <param name="longest">Longest time it takes, seconds.</param>
    public Task PassAsync(double longest)
    {
        region.Turns.CheckThread();
        if (Chance(weather => weather.Death)) Die();
        return region.Turns.PassAsync(region.UpTo(TimeSpan.FromSeconds(longest)), _life);
    }

    /// <summary>Something became durable.</summary>
    /// <param name="before">What was until now.</param>
    public void Committed(MemoryDisk before)
    {
        var events = Disk.Journal.Events;
        region.Turns.Note((ulong)events.Count);
        if (region.Plan.IsPurging) _purges.Note(before, Disk.Journal);
        var known = before.Events.IsEmpty ? 0 : before.Events[^1].Number;
        for (var index = events.Count - 1; index >= 0 && events[index].Number > known; index--)
        {
            var line = events[index];
            _lines.Add(line);
            if (line.ReceiptId is { } receipt) Told.TryAdd(receipt, region.Turns.Now);
            if (line is { ReceiptId: { } early, Kind: nameof(ReceiptKind.Undelivered) } && (region.Nodes.Any(other => other != this && other.MayMislead) || IsUnopposed)) Misled.Add(early);
            if (line is { Organisation: not null, MessageId: { } message, Counterpart: { } recipient, Kind: nameof(ReceiptKind.Delivered) or nameof(ReceiptKind.Refused) or nameof(ReceiptKind.Undelivered) })
                Ended.TryAdd((message, recipient), region.Turns.Now);
        }

        (_steps ??= new Steps(region, this)).Note(before, Disk.Journal, _lines);
        _lines.Clear();
    }

    /// <summary>When, in true time, a purge took the last of a delivery; null: it is here.</summary>
    public DateTimeOffset? PurgedAt(Guid delivery) => _purges.TakenAt(delivery);

    /// <summary>Judges what purges have left, in the end.</summary>
    public void JudgeLeft() => _purges.JudgeLeft(Disk.Journal);

    /// <summary>Somebody sets its clock; its monotonic clock does not notice.</summary>
    public void SetClock(TimeSpan error)
    {
        if (MayMislead) _misledUntil = region.Turns.Now + ClockRound;
        ClockError = error;
        _clockSetAt = region.Turns.Now;
        Troubles.Begin(region.Turns.Now);
    }

    /// <summary>Begins a life on what the disk holds.</summary>
    public void Start()
    {
        _life = new Life();
        _ = LiveAsync(_life);
    }

    /// <summary>SIGKILL, a power cut, or fail-stop; a supervisor starts it again, sooner or later.</summary>
    public void Die()
    {
        if (!_life.IsAlive) return;
        Gateway = null;
        _beat = null;
        Troubles.Begin(region.Turns.Now);
        _life.End();
        StartAfter(!region.IsTroubled ? TimeSpan.FromSeconds(1) : region.UpTo(region.Below(20) == 0 ? TimeSpan.FromHours(30) : TimeSpan.FromMinutes(3)));
    }

    /// <summary>What a backup of it holds now.</summary>
    public Backup BackUp() => new(Disk.Journal, Disk.Blobs, region.Turns.Now);

    /// <summary>The disk is lost with everything on it; an administrator makes a node of what the backup holds.</summary>
    public void Restore(Backup backup)
    {
        Die();
        WasRestored = true;

        // Whatever was on its way to or from the old life has arrived or is lost before the new one begins.
        _restoring = true;
        region.Turns.After(Line.Longest + region.UpTo(TimeSpan.FromHours(6)), null, () =>
        {
            _restoring = false;
            using var transaction = new MemoryTransaction(backup.Journal);
            transaction.BeginRestore(++_epoch, Restoration.Since(backup.TakenAt, transaction.Clock(), region.Turns.Now), region.Turns.Now);
            Disk.Journal = transaction.Disk;
            Disk.Blobs = backup.Blobs;
            (_steps ??= new Steps(region, this)).Begin(Disk.Journal);
            Receiver?.BeginEpoch();
            Start();
        });
    }

    private void StartAfter(TimeSpan pause)
    {
        var life = _life;
        region.Turns.After(pause, null, () =>
        {
            if (_life == life && !_restoring) Start();
        });
    }

    /// <summary>Nothing can be written for a time, or letters are turned away.</summary>
    public void FillUp(TimeSpan time)
    {
        Disk.IsNearlyFull = true;
        Disk.IsFull = region.Below(2) == 0;
        Troubles.Begin(region.Turns.Now);
        region.Turns.After(time, null, () =>
        {
            Disk.IsNearlyFull = Disk.IsFull = false;
            EndTrouble();
        });
    }

    /// <summary>One bit of one blob changes where it lies.</summary>
    public void FlipBit()
    {
        var whole = Disk.Blobs.Where(blob => blob.Value is not null).ToList();
        if (whole.Count == 0) return;

        // The youngest as often as all others: what lies long is often needed by nobody any more.
        var (name, octets) = whole[region.Below(2) == 0 ? whole.Count - 1 : region.Below(whole.Count)];
        Disk.Blobs = Disk.Blobs.SetItem(name, region.Line.Damaged(octets!));
        Flipped.Add(name);
        LastFlip = region.Turns.Now;
        region.Say(id, $"a bit of blob {name} flips");
    }

    /// <summary>The trouble is over.</summary>
    public void Heal()
    {
        if (ClockError != TimeSpan.Zero) SetClock(TimeSpan.Zero);
        Disk.IsNearlyFull = Disk.IsFull = false;
        EndTrouble();
        if (!_life.IsAlive && !_restoring) Start();
    }

    /// <summary>Wakes the dispatcher when there is work for it.</summary>
    public void Stir()
    {
        if (Troubles.IsOpen) EndTrouble();
        if (_beat is not { IsCompleted: true }) return;
        _beat = null;
        var sleep = _sleep!;
        region.Turns.After(TimeSpan.Zero, _life, () => sleep.TrySetResult());
    }

    /// <summary>What came in through a door is handled by this life; what it does not survive ends it, as in a running node.</summary>
    public async Task<(T? Answer, bool IsTransient)> ServeAsync<T>(Gateway gateway, Func<Gateway, Task<T>> door)
        where T : class
    {
        try
        {
            return (await door(gateway).ConfigureAwait(false), false);
        }
        catch (Exception accident) when (accident is JournalException { IsTransient: true } or BlobException { IsTransient: true } or JournalConflictException)
        {
            return (null, true);
        }
        catch (Exception accident) when (IsFatal(accident))
        {
            region.Say(id, $"ends: {accident.Message}");
            Die();
            return (null, false);
        }
        catch (Exception defect)
        {
            region.Violate($"{Id}: a door threw {defect}");
            return (null, true);
        }
    }

    private void EndTrouble()
    {
        // A clock that is believed and wrong is one too: what it sealed may be due before it was handed in.
        if (!Disk.IsFull && !Disk.IsNearlyFull && ClockError.Duration() <= ClockWatch.Tolerance && Gateway is { Restoration.IsUnderWay: false, Clock.IsSure: true })
            Troubles.End(region.Turns.Now);
    }

    private static bool IsFatal(Exception accident) => accident is JournalException { IsTransient: false } or BlobException { IsTransient: false, IsDamage: false };

    private async Task LiveAsync(Life life)
    {
        try
        {
            var parts = PartsOf(life);
            var gateway = await Gateway.OpenAsync(parts, region.DirectoryFile, SimulatedRegion.DirectoryFingerprint, CancellationToken.None).ConfigureAwait(false);
            Gateway = gateway;
            while (true)
            {
                var beat = gateway.Dispatcher.Beat;
                var next = await gateway.Dispatcher.LookAsync(CancellationToken.None).ConfigureAwait(false);

                // Neighbours whose clocks are wrong may make one doubt that is right.
                if (!gateway.Clock.IsSure) Troubles.Begin(region.Turns.Now);
                await SleepAsync(life, beat, next - parts.Time.GetUtcNow()).ConfigureAwait(false);
            }
        }
        catch (Exception accident) when (IsFatal(accident) || accident is JournalException or BlobException { IsDamage: false })
        {
            // A start that meets a full disk ends too, and is tried again.
            region.Say(id, $"ends: {accident.Message}");
            if (life == _life) Die();
        }
        catch (Exception defect)
        {
            region.Violate($"{Id} ended with {defect}");
            if (life == _life) Die();
        }
    }

    private Task SleepAsync(Life life, Task beat, TimeSpan? longest)
    {
        var sleep = _sleep = new TaskCompletionSource();
        _beat = beat;
        region.Turns.After(longest < LongestSleep ? longest.Value : LongestSleep, life, () => sleep.TrySetResult());
        return sleep.Task;
    }

    private GatewayParts PartsOf(Life life)
    {
        var clock = new NodeClock(region.Turns, life, () => ClockError);
        return new GatewayParts
        {
            Identity = new NodeIdentity(id, region.Administrator.KeysOf(id), "simulation"),
            Journal = new SimulatedJournal(this),
            Blobs = new SimulatedBlobs(this),
            Peers = new SimulatedLink(region, this),
            Webhooks = Receiver is null ? null : new SimulatedHooks(region, this, life),
            Entropy = new SeededEntropy(HashCode(region.Plan.Seed, id, ++_lives), clock),
            Time = clock,
            Logging = region.IsLogged ? new LineLogging(region.Turns, id) : NullLoggerFactory.Instance,
            Options = region.Plan.Options[id],
            Retention = region.Plan.Retention,
        };
    }

    // Of texts: the framework's own differs from process to process.
    private static int HashCode(int seed, string node, int life) => node.Aggregate((seed * 31) + life, (hash, letter) => (hash * 31) + letter);
}

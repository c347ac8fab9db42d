using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Sends what is queued, posts owed receipts, ends what is overdue, gathers evidence, has it stamped, purges what has lived its time. <see cref="RunAsync"/> is the loop of a node; <see cref="StepAsync"/>
/// does what is due now and returns, so that one thread on virtual time can drive a whole region.
/// </summary>
public sealed class Dispatcher
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    // A full disk may stay full for hours, and each try is a line of the log; soon after there is room everything goes on.
    private static readonly TimeSpan LongestFaultPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(3);

    private readonly GatewayParts _parts;
    private readonly Pulse _work;
    private readonly Mailbox _mailbox;
    private readonly ContainerCourier _containers;
    private readonly ReceiptCourier _receipts;
    private readonly Deadlines _deadlines;
    private readonly ClockWatch _clock;
    private readonly ClockRounds _rounds;
    private readonly Sweeper _sweeper;
    private readonly StuckMail _stuck;
    private readonly Restoration _restoration;
    private readonly Reconciler _reconciler;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, PeerLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PeerLane> _words = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Errand> _errands;
    private readonly Dictionary<string, Run> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Run> _owed = new(StringComparer.Ordinal);
    private readonly WebhookWork _webhooks;
    private readonly Dictionary<string, Run> _told = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;
    private int _failedLooks;

    internal Dispatcher(
        GatewayParts parts, Pulse work, Mailbox mailbox, DirectoryKeeper directory, DirectoryHistory history, ReceiptIntake intake, ReceiptLedger ledger, Homecoming home, ClockWatch clock, ClockRow? noted, Deadlines deadlines, HeldVerification held,
        ReportMaker reports, CaptureWork captures, StampWork stamps, PurgeWork purge, Restoration restoration, Reconciler reconciler)
    {
        _restoration = restoration;
        _reconciler = reconciler;
        _parts = parts;
        _work = work;
        _mailbox = mailbox;
        var question = new ProofQuestion(parts, intake, peer => LaneOf(_words, peer));
        var witnesses = new Witnesses(parts, history);
        _containers = new ContainerCourier(parts, directory, intake, question, witnesses, home, deadlines);
        _receipts = new ReceiptCourier(parts, directory, ledger, clock, peer => LaneOf(_words, peer));
        _deadlines = deadlines;
        _clock = clock;
        _rounds = new ClockRounds(parts, directory, clock, noted);
        _sweeper = new Sweeper(parts);
        _stuck = new StuckMail(parts, directory);
        _webhooks = new WebhookWork(parts);
        _logger = parts.Logging.CreateLogger<Dispatcher>();

        var address = new ChangeOfAddress(parts, directory);

        // What is done beside sending; the next kind is one line here.
        _errands =
        [
            new(_ => _rounds.Next, _rounds.RunAsync),
            new(_ => address.Next, address.RunAsync),
            new(journal => journal.NextHeld(), held.RunAsync),
            new(journal => journal.NextReportToMake(), reports.RunAsync),
            new(journal => journal.NextChase(), new Chaser(parts, directory, witnesses, question, clock).RunAsync),
            new(journal => journal.NextWarning(), new Warnings(parts, clock).RunAsync),
            new(journal => journal.NextCapture(), captures.RunAsync),
            new(stamps.Next, stamps.RunAsync),
            new(purge.Next, purge.RunAsync),
            new(_ => _clock.IsSure ? _nextSweep : null, SweepAsync),
        ];
    }

    /// <summary>Runs until cancelled; attempts under way end first.</summary>
    /// <exception cref="JournalException">The journal failed for good: the process must stop and read back.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (true)
            {
                var beat = Beat;
                var next = await LookAsync(life.Token).ConfigureAwait(false);
                var sleep = next is { } due ? due - _parts.Time.GetUtcNow() : LongestSleep;
                if (sleep > LongestSleep) sleep = LongestSleep;
                if (sleep > TimeSpan.Zero) await Pulse.WaitAsync(beat, sleep, _parts.Time, cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to stop. Attempts saw the same token; what they did not finish is still queued.
            await Task.WhenAll(UnderWay()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception fault)
        {
            // Doors are open as long as nobody knows: what is under way is not waited for longer than it takes to stop it.
            Log.DispatchEnds(_logger, fault);
            await life.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(UnderWay()), Task.Delay(LastWait, _parts.Time, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Does everything that is due now, once.</summary>
    /// <returns>When something is due next; null: nothing is known to be.</returns>
    public async Task<DateTimeOffset?> StepAsync(CancellationToken cancel)
    {
        while (true)
        {
            var next = await StartDueAsync(cancel).ConfigureAwait(false);
            var running = Runs.Select(run => run.Task).Where(task => !task.IsCompleted).ToList();
            if (running.Count > 0) await Task.WhenAll(running).ConfigureAwait(false);
            else if (next is null || next > _parts.Time.GetUtcNow()) return next;
        }
    }

    /// <summary>Completes when there is something to look at before it is due; take it before <see cref="LookAsync"/>.</summary>
    internal Task Beat => _work.Next;

    /// <summary>One turn of the loop: starts what is due and waits for none of it.</summary>
    /// <returns>When to look again; null: when <see cref="Beat"/> says so.</returns>
    internal async Task<DateTimeOffset?> LookAsync(CancellationToken cancel)
    {
        try
        {
            var next = await StartDueAsync(cancel).ConfigureAwait(false);
            _failedLooks = 0;
            return next;
        }
        catch (Exception fault) when (IsTransient(fault))
        {
            // As below: a full disk must not end the loop. It may stay full for hours, and each look is a line of the log.
            Log.DispatchPaused(_logger, "-", fault.Message, fault);
            return RetrySchedule.Next(_parts, ++_failedLooks, retryAfter: null, LongestSleep);
        }
    }

    /// <summary>The order of the loop: time first, then every peer that has work and none under way.</summary>
    private async Task<DateTimeOffset?> StartDueAsync(CancellationToken cancel)
    {
        // 0. A restored node says nothing, sends nothing and ends nothing before it knows what it had said.
        if (_restoration.IsUnderWay) return await _reconciler.StepAsync(cancel).ConfigureAwait(false);

        // A fault of this node ends the loop, though nothing more is due for whom it befell.
        foreach (var run in Runs)
        {
            if (run.Task.IsFaulted) await run.Task.ConfigureAwait(false);
        }

        // 1. What time alone makes due. Times kept in memory are of the clock that was: after a correction they would be waited for.
        if (await _rounds.NoteAsync(cancel).ConfigureAwait(false)) ForgetTimes();
        await _mailbox.ReleaseExpiredAsync(cancel).ConfigureAwait(false);
        var overdue = Earlier(
            await _deadlines.EndOverdueAsync(cancel).ConfigureAwait(false), await _deadlines.TellOverdueReportsAsync(cancel).ConfigureAwait(false));
        var now = _parts.Time.GetUtcNow();

        // 2. Containers and receipts, each peer apart.
        var (due, hops, owed, hooks) = await _parts.Journal.ReadAsync(
            journal => (_errands.Select(errand => errand.Next(journal)).ToList(), journal.QueuedHops(), journal.OwedNodes(), _webhooks.Waiting(journal)), cancel)
            .ConfigureAwait(false);
        var next = overdue;
        foreach (var (hop, earliest) in hops)
        {
            var lane = LaneOf(_lanes, hop);
            var run = RunOf(_sent, hop);
            if (!run.Task.IsCompleted) lane.Wake();
            var open = lane.PausedUntil > earliest ? lane.PausedUntil : earliest;
            next = Earlier(next, await StartAsync(run, hop, open, now, () => SendAsync(lane, cancel), cancel).ConfigureAwait(false));
        }

        foreach (var (node, earliest) in owed)
            next = Earlier(next, await StartAsync(RunOf(_owed, node), node, earliest, now, () => _receipts.RunAsync(node, cancel), cancel).ConfigureAwait(false));

        // 3. Receivers of feeds, each apart; then errands, beside everything else.
        foreach (var (hook, earliest) in hooks)
            next = Earlier(next, await StartAsync(RunOf(_told, hook), hook, earliest, now, () => _webhooks.RunAsync(hook, cancel), cancel).ConfigureAwait(false));
        foreach (var (errand, earliest) in _errands.Zip(due))
        {
            if (earliest is { } from)
                next = Earlier(next, await StartAsync(errand.Run, _parts.Identity.NodeId, from, now, () => errand.RunAsync(cancel), cancel).ConfigureAwait(false));
        }

        return next;
    }

    private async Task<DateTimeOffset?> SweepAsync(CancellationToken cancel)
    {
        var now = _parts.Time.GetUtcNow();
        await _sweeper.SweepAsync(now - _parts.Options.BlobIntent, cancel).ConfigureAwait(false);
        await _stuck.ReleaseAsync(cancel).ConfigureAwait(false);
        _nextSweep = now + SweepEvery;
        return null;
    }

    private void ForgetTimes()
    {
        _nextSweep = DateTimeOffset.MinValue;
        foreach (var lane in _lanes.Values.Concat(_words.Values)) lane.PausedUntil = DateTimeOffset.MinValue;
        foreach (var run in Runs) run.NotBefore = DateTimeOffset.MinValue;
    }

    private async Task<DateTimeOffset?> SendAsync(PeerLane lane, CancellationToken cancel)
    {
        await _containers.RunAsync(lane, cancel).ConfigureAwait(false);
        return null;
    }

    private static Run RunOf(Dictionary<string, Run> runs, string about)
    {
        if (!runs.TryGetValue(about, out var run)) runs[about] = run = new Run();
        return run;
    }

    /// <summary>Starts work that is due and not under way.</summary>
    /// <returns>When it is due; null: it is under way.</returns>
    private async Task<DateTimeOffset?> StartAsync(
        Run run, string about, DateTimeOffset earliest, DateTimeOffset now, Func<Task<DateTimeOffset?>> work, CancellationToken cancel)
    {
        if (!run.Task.IsCompleted) return null;
        await run.Task.ConfigureAwait(false);
        var due = run.NotBefore > earliest ? run.NotBefore : earliest;
        if (due > now) return due;
        run.Task = GuardAsync(run, about, work, cancel);
        return null;
    }

    private async Task GuardAsync(Run run, string about, Func<Task<DateTimeOffset?>> work, CancellationToken cancel)
    {
        try
        {
            run.NotBefore = await work().ConfigureAwait(false) ?? DateTimeOffset.MinValue;
            run.Faults = 0;
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            // Nothing was changed, everything is still due.
            Log.DispatchPaused(_logger, about, fault.Message, fault);
            await Task.Delay(RetrySchedule.Pause(_parts, ++run.Faults, LongestFaultPause), _parts.Time, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to stop; what was under way is still queued.
        }
        finally
        {
            // Also after a fault, so that the loop sees it at once.
            _work.Beat();
        }
    }

    /// <summary>True for what heals by itself, like a full disk.</summary>
    private static bool IsTransient(Exception fault) => fault is JournalException { IsTransient: true } or BlobException { IsTransient: true } or KeyUnavailableException;

    /// <summary>
    /// True for what ends one piece of work and not the node: it heals by itself, or concerns one row or one blob, and then the rest goes on while a person reads
    /// of it in the log. What ends a look would end every look: a node that sends nothing must not accept either.
    /// </summary>
    private static bool IsPassing(Exception fault) => IsTransient(fault) || fault is JournalConflictException or BlobException { IsDamage: true };

    private PeerLane LaneOf(ConcurrentDictionary<string, PeerLane> lanes, string peer) => lanes.GetOrAdd(peer, id => new PeerLane(id, _parts));

    private IEnumerable<Run> Runs => _sent.Values.Concat(_owed.Values).Concat(_told.Values).Concat(_errands.Select(errand => errand.Run));

    private IEnumerable<Task> UnderWay() => Runs.Select(run => run.Task).Concat(_lanes.Values.SelectMany(lane => lane.UnderWay).Select(sending => sending.Task));

    /// <summary>Of two moments the one that comes first; null is never.</summary>
    internal static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second ?? first : first;

    /// <summary>One kind of work beside sending.</summary>
    /// <param name="Next">When some is due; null: none is.</param>
    /// <param name="RunAsync">Does what is due, and says when to come back; null: when the journal says.</param>
    private sealed record Errand(Func<IJournalReader, DateTimeOffset?> Next, Func<CancellationToken, Task<DateTimeOffset?>> RunAsync)
    {
        public Run Run { get; } = new();
    }

    /// <summary>Work of which one runs at a time.</summary>
    private sealed class Run
    {
        public Task Task { get; set; } = Task.CompletedTask;

        public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.MinValue;

        /// <summary>How often in a row a fault of this node ended it.</summary>
        public int Faults { get; set; }
    }
}

using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Clock;

/// <summary>
/// What <see cref="ClockWatch"/> needs the dispatcher for: asks neighbours what time it is, notes in the journal that the node is sure or not, and after a
/// correction brings back what was put off by a clock that was ahead.
/// </summary>
internal sealed class ClockRounds(GatewayParts parts, DirectoryKeeper directory, ClockWatch watch, ClockRow? noted)
{
    // Enough that three liars or sleepers are outvoted; asking everybody of a large region would tell no more.
    private const int AskedAtOnce = 7;
    private const int ContradictorsAskedAgain = 3;

    private static readonly TimeSpan EveryWhenSure = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan EveryInDoubt = TimeSpan.FromMinutes(1);

    private HashSet<string> _contradicting = [];
    private ClockRow? _noted = noted;
    private int _seen = -1;
    private long? _asked;

    /// <summary>When the next round is due; the beginning of time: at once, because a now read here is later than that of the turn that asks.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            if (_asked is not { } asked || _seen != watch.Changes) return DateTimeOffset.MinValue;
            return parts.Time.GetUtcNow() + (watch.IsSure ? EveryWhenSure : EveryInDoubt) - parts.Time.GetElapsedTime(asked);
        }
    }

    /// <summary>Before anything else of a turn: what the journal knows of the clock, and what was put off by a wrong one.</summary>
    /// <returns>True: the clock changed since the last turn; times kept in memory count for nothing.</returns>
    public async Task<bool> NoteAsync(CancellationToken cancel)
    {
        var changes = watch.Changes;
        var isSure = watch.IsSure;
        var now = parts.Time.GetUtcNow();
        var hasChanged = changes != _seen && _seen >= 0;
        var isOld = isSure && (_noted is null || (now - _noted.At).Duration() >= ClockWatch.NoteEvery);
        if (hasChanged || isOld || _noted?.IsSure != isSure)
        {
            var row = new ClockRow(isSure ? now : _noted?.At ?? now, isSure, watch.Behind);
            await parts.Journal.CommitAsync(
                journal =>
                {
                    journal.Put(row);
                    if (hasChanged) journal.Hasten(now + parts.Options.LongestPause, now + parts.Options.Lease, now + parts.Options.Uncollected);
                    return true;
                },
                cancel).ConfigureAwait(false);
            _noted = row;
        }

        // At once, not a minute after the last question: what was asked of the clock that was says nothing of this one.
        if (hasChanged) _asked = null;
        _seen = changes;
        return hasChanged;
    }

    /// <summary>One round of questions.</summary>
    /// <returns>When to come back.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        var changes = watch.Changes;
        var asked = Choose();
        var answers = await Task.WhenAll(asked.Select(node => AskAsync(node, cancel))).ConfigureAwait(false);
        _contradicting = [.. asked.Zip(answers).Where(pair => pair.Second.Ahead?.Duration() > ClockWatch.Tolerance).Select(pair => pair.First.Id).Take(ContradictorsAskedAgain)];
        _asked = changes == watch.Changes ? parts.Time.GetTimestamp() : null;
        watch.Hear([.. answers.Select(answer => answer.Ahead).OfType<TimeSpan>()], answers.All(answer => answer.IsThere), changes);
        return null;
    }

    // The parent always; some of those who contradicted, because what others say does not take their word back; of the others a few, other ones each time.
    private List<NodeEntry> Choose()
    {
        var parent = directory.Current.FindNode(parts.Identity.NodeId)?.Parent;
        return [.. Router.Neighbours(directory.Current, parts.Identity.NodeId)
            .Select(node => (Node: node, Order: node.Id == parent ? -2 : parts.Entropy.NextFraction() - (_contradicting.Contains(node.Id) ? 1 : 0)))
            .OrderBy(candidate => candidate.Order)
            .Take(AskedAtOnce)
            .Select(candidate => candidate.Node)];
    }

    /// <returns>Whether it answered, and how far our clock is ahead; null: it is no witness.</returns>
    private async Task<(bool IsThere, TimeSpan? Ahead)> AskAsync(NodeEntry node, CancellationToken cancel)
    {
        var from = parts.Time.GetTimestamp();
        var answer = await Aside.AskAsync(parts, token => parts.Peers.FetchAboutAsync(node, token), cancel).ConfigureAwait(false);
        var way = parts.Time.GetElapsedTime(from) / 2;
        if (answer is not PeerAnswer.About about) return (false, null);
        var ahead = parts.Time.GetUtcNow() - way - about.Time;

        // Who doubts his own clock may agree, as when a whole region has lost its power, but is no witness against ours.
        return (true, about.IsSure || ahead.Duration() <= ClockWatch.Tolerance ? ahead : null);
    }
}

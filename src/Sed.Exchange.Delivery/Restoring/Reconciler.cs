using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>
/// Closes the gap of a restored node: asks every peer it may have exchanged with what they exchanged since the backup, enters it, and opens the doors when
/// all have told or were given up (DESIGN section 8). What it has entered is durable; after a crash it asks those who are not done with again.
/// </summary>
internal sealed class Reconciler(
    GatewayParts parts, DirectoryKeeper directory, Restoration restoration, Rebuilding rebuilding, Pulse work, Pulse mail)
{
    /// <summary>Clocks of two nodes differ; telling a little more costs nothing, because nothing doubles.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    /// <summary>Installations wait at shut doors: nobody is asked more rarely than this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>How long one peer is listened to at once: meanwhile nobody sees that another has told, or that it was given up.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    private const int Batch = 200;

    private readonly ILogger _logger = parts.Logging.CreateLogger<Reconciler>();
    private readonly Dictionary<string, Progress> _progress = new(StringComparer.Ordinal);

    private (ExchangeDirectory? By, IReadOnlyList<NodeEntry> All) _peers;

    /// <summary>Asks everybody who is due, side by side; ends the restore when nobody is left.</summary>
    /// <returns>When to come back.</returns>
    public async Task<DateTimeOffset?> StepAsync(CancellationToken cancel)
    {
        // 1. Who is left; an administrator may have given one up meanwhile.
        var current = directory.Current;
        var (done, peers) = await parts.Journal.ReadAsync(
            journal => (
                journal.ReconciledPeers().Select(row => row.Peer).ToHashSet(StringComparer.Ordinal),
                _peers.By == current ? _peers.All : Restoration.PeersSince(journal, current, parts.Identity.NodeId, restoration.Row!.Since)),
            cancel).ConfigureAwait(false);
        _peers = (current, peers);
        var left = peers.Where(node => !done.Contains(node.Id)).ToList();
        if (left.Count == 0)
        {
            await EndAsync(done, cancel).ConfigureAwait(false);
            return parts.Time.GetUtcNow();
        }

        // 2. Ask those that are due.
        var now = parts.Time.GetUtcNow();
        var asked = left.Select(node => (Node: node, Progress: Of(node.Id))).ToList();
        await Task.WhenAll(asked.Where(item => item.Progress.IsDue(now))
            .Select(item => AskAsync(item.Node, item.Progress, cancel))).ConfigureAwait(false);

        // 3. Who has told is done; who spoke of things that others had to tell first is asked once more after them.
        foreach (var (node, progress) in asked.Where(item => item.Progress is { HasTold: true, AsksAgain: false }))
            await NoteAsync(node.Id, cancel).ConfigureAwait(false);
        if (asked.All(item => item.Progress.HasTold))
        {
            foreach (var (_, progress) in asked.Where(item => item.Progress.AsksAgain)) progress.Again();
        }

        return asked.Where(item => !item.Progress.HasTold).Select(item => (DateTimeOffset?)item.Progress.NotBefore).DefaultIfEmpty(parts.Time.GetUtcNow()).Min();
    }

    private Progress Of(string peer) => _progress.TryGetValue(peer, out var known) ? known : _progress[peer] = new Progress();

    private async Task AskAsync(NodeEntry peer, Progress progress, CancellationToken cancel)
    {
        PeerAnswer? fault;
        try
        {
            fault = await ListenAsync(peer, progress, cancel).ConfigureAwait(false);
        }
        catch (JournalException full) when (full.IsTransient)
        {
            fault = new PeerAnswer.Temporary(ProblemCodes.NotDurable, full.Message, null);
        }
        catch (BlobException full) when (full.IsTransient)
        {
            fault = new PeerAnswer.Temporary(ProblemCodes.NoRoom, full.Message, null);
        }
        catch (BlobException damaged) when (damaged.IsDamage)
        {
            fault = new PeerAnswer.Temporary(PeerCodes.BlobUnreadable, damaged.Message, null);
        }
        catch (JournalConflictException contradiction)
        {
            // What one peer tells contradicts itself or what is here: no reason to end this node, and the others are heard.
            fault = new PeerAnswer.Temporary(PeerCodes.Garbage, contradiction.Message, null);
        }

        if (fault is null)
        {
            // Whoever has more to tell goes on at once.
            progress.NotBefore = DateTimeOffset.MinValue;
            return;
        }

        var (code, detail, after) = fault switch
        {
            PeerAnswer.Temporary temporary => (temporary.Code, temporary.Detail, temporary.RetryAfter),
            PeerAnswer.Rejected rejected => (rejected.Code, rejected.Detail, (TimeSpan?)LongestPause),
            _ => (PeerCodes.Garbage, fault.GetType().Name, null),
        };
        progress.Attempts++;
        var next = RetrySchedule.Next(parts, progress.Attempts, after);
        var latest = parts.Time.GetUtcNow() + LongestPause;
        progress.NotBefore = next < latest ? next : latest;
        Log.PeerDoesNotTell(_logger, peer.Id, code, detail, progress.NotBefore);
    }

    /// <summary>Page by page, and in each page container by container.</summary>
    /// <returns>Null: what was told is entered, and <see cref="Progress.HasTold"/> says whether that is all.</returns>
    private async Task<PeerAnswer?> ListenAsync(NodeEntry peer, Progress progress, CancellationToken cancel)
    {
        // A backup's directory may be old, and addresses, keys and neighbours in it.
        await directory.FetchFromAsync(peer.Id, cancel).ConfigureAwait(false);
        var entry = directory.Current.FindNode(peer.Id) ?? peer;
        var began = parts.Time.GetTimestamp();
        do
        {
            var answer = await parts.Peers.FetchExchangedAsync(entry, restoration.Row!.Since - ClockMargin, progress.After, cancel).ConfigureAwait(false);
            if (answer is not PeerAnswer.Exchanged { Page: var page }) return answer;
            foreach (var deliveries in page.Deliveries.GroupBy(delivery => delivery.Container))
            {
                var outcome = await rebuilding.EnterAsync(entry, [.. deliveries], cancel).ConfigureAwait(false);
                if (outcome is PeerAnswer.Answered) progress.SpokeOfOthers = true;
                else if (outcome is not null) return outcome;
            }

            if (page.Next is not { } next)
            {
                progress.HasTold = true;
                return null;
            }

            // A page that does not lead on would be asked for ever.
            if (next <= progress.After) return new PeerAnswer.Temporary(PeerCodes.Garbage, "a page leads back", null);
            progress.After = next;
        }
        while (parts.Time.GetElapsedTime(began) < Turn);
        return null;
    }

    private async Task NoteAsync(string peer, CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        await parts.Journal.CommitAsync(
            journal =>
            {
                if (journal.ReconciledPeers().Any(row => row.Peer == peer)) return false;
                journal.Put(new ReconciledPeerRow(peer, now, GivenUp: false));
                journal.Append(new EventRow { At = now, Kind = EventKinds.Reconciled, Detail = peer });
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.PeerReconciled(_logger, peer);
    }

    private async Task EndAsync(HashSet<string> done, CancellationToken cancel)
    {
        // Doors are shut: nothing of this changes before it is told.
        var lacking = await LostOctets.FindAsync(parts, cancel).ConfigureAwait(false);
        var letters = await parts.Journal.ReadAsync(LostLetters, cancel).ConfigureAwait(false);
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.EndRestore(now);
                journal.Append(new EventRow { At = now, Kind = EventKinds.Reconciled, Detail = $"all: {string.Join(',', done.Order(StringComparer.Ordinal))}" });
                foreach (var lost in letters)
                {
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.Alarm,
                        MessageId = lost.MessageId,
                        Counterpart = lost.Recipient,
                        ReceiptId = lost.ReceiptId,
                        Detail = $"Delivered was said of container {lost.Container}, and no peer can give it back",
                    });
                }

                foreach (var lost in LostOctets.Alarms(journal, lacking, now)) journal.Append(lost);
                return true;
            },
            cancel).ConfigureAwait(false);
        restoration.End(now);
        Log.DoorsOpen(_logger, done.Count);
        work.Beat();
        mail.Beat();
    }

    /// <summary>What peers gave back of this node's own words, without anybody giving back the octets they are about.</summary>
    private List<ReceiptRow> LostLetters(IJournalReader journal)
    {
        var lost = new List<ReceiptRow>();
        var after = 0L;
        while (true)
        {
            var rows = journal.ReceiptsSince(restoration.Row!.At, after, Batch);
            foreach (var (number, receipt) in rows)
            {
                after = number;
                if (receipt.Kind != ReceiptKind.Delivered || receipt.IssuerNode != parts.Identity.NodeId) continue;
                var isHere = journal.FindHeld(receipt.Container, receipt.Recipient) is not null
                    || journal.DeliveriesOf(receipt.MessageId).Any(row => row.Lane == Lane.In && row.Recipient == receipt.Recipient && row.Container == receipt.Container);
                if (!isHere) lost.Add(receipt);
            }

            if (rows.Count < Batch) return lost;
        }
    }

    /// <summary>How far one peer has told.</summary>
    private sealed class Progress
    {
        private bool _wasAskedAgain;

        public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.MinValue;

        public int Attempts { get; set; }

        public long After { get; set; }

        public bool HasTold { get; set; }

        public bool SpokeOfOthers { get; set; }

        // A pause longer than any was counted by a clock that has been set back since.
        public bool IsDue(DateTimeOffset now) => !HasTold && (NotBefore <= now || NotBefore > now + LongestPause);

        public bool AsksAgain => SpokeOfOthers && !_wasAskedAgain;

        public void Again() => (_wasAskedAgain, HasTold, After) = (true, false, 0);
    }
}

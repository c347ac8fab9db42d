using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Concludes what reception held: verifies it, however long that takes, and enters what becomes of it, with the receipts owed to the sender. One
/// container at a time, so that large ones do not take every core from the doors; a crash in between begins it again.
/// </summary>
internal sealed class HeldVerification(GatewayParts parts, DirectoryKeeper directory, ArrivalJudge judge, ReceiptLedger ledger, RefusedOctets refused, Pulse mail)
{
    private readonly ILogger _logger = parts.Logging.CreateLogger<HeldVerification>();
    private readonly Dictionary<string, int> _turns = new(StringComparer.Ordinal);
    private int _turn;

    /// <summary>Concludes what is due.</summary>
    /// <returns>When to come back; null: at the next beat.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();

            // One carriage at a time: what came by another peer is decided for that peer, and waits by itself. Peers in turns: what one has sent by the hundred, and what of it
            // takes an hour, stands before each letter of another but once.
            var together = await parts.Journal.ReadAsync(
                journal => journal.HeldPeers().OrderBy(peer => _turns.GetValueOrDefault(peer)).Select(peer => journal.FirstHeld(peer, now)).OfType<HeldRow>().FirstOrDefault() is { } next
                    ? journal.HeldOf(next.Container).Where(row => row.From == next.From && row.Blob == next.Blob).ToList()
                    : [],
                cancel).ConfigureAwait(false);
            if (together.Count == 0) return null;
            _turns[together[0].From] = ++_turn;
            await ConcludeAsync(together, cancel).ConfigureAwait(false);
        }

        return null;
    }

    private async Task ConcludeAsync(List<HeldRow> rows, CancellationToken cancel)
    {
        // 1. Verify the octets as they lie here.
        var first = rows[0];
        var carriage = new Carriage(first.From, first.MessageId, first.Sender, first.Path, first.DirectorySerial);
        await directory.CatchUpAsync(first.From, first.DirectorySerial, cancel).ConfigureAwait(false);
        OpenedContainer opened;
        Arrival? arrival;
        try
        {
            (opened, arrival, var isDamaged) = await judge.ExamineStoredAsync(
                first.Blob, first.Container, carriage, [.. rows.Select(row => row.Recipient)], cancel).ConfigureAwait(false);
            if (isDamaged)
            {
                await RefuseDamagedAsync(rows, carriage, opened, "has changed on the disk before it was verified", cancel).ConfigureAwait(false);
                return;
            }
        }
        catch (BlobException gone) when (gone.IsDamage && judge.IsPastEveryDeadline(first.At))
        {
            await RefuseDamagedAsync(rows, carriage, opened: null, "could not be read until its time was over", cancel).ConfigureAwait(false);
            return;
        }
        catch (BlobException unreadable)
        {
            // One container whose octets cannot be read must not keep the node from running. An administrator is told once, and may bring them back.
            var problem = new Problem(PeerCodes.BlobUnreadable, unreadable.Message);
            await PostponeAsync(rows, problem, cancel, alarm: !unreadable.IsTransient && first.LastError != RetrySchedule.Error(problem.Code, problem.Detail)).ConfigureAwait(false);
            return;
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or JournalException))
        {
            // What a stranger wrote must not end this node, whatever it shows to be wrong here: its own trouble, and an alarm for a person.
            Log.HeldDefect(_logger, first.MessageId, first.From, defect);
            await PostponeAsync(rows, new Problem(ProblemCodes.NotDurable, defect.GetType().Name), cancel, alarm: first.Attempts == 0).ConfigureAwait(false);
            return;
        }

        // 2. Decide for each recipient; what cannot be decided now is looked at again.
        var isAhead = arrival is not null && judge.Behind(carriage.DirectorySerial) is null && judge.IsSealedAhead(arrival);
        if (!isAhead && judge.NotNow(carriage, arrival) is { } later)
        {
            await PostponeAsync(rows, later, cancel).ConfigureAwait(false);
            return;
        }

        if (arrival is not null && (arrival.Row.MessageId != first.MessageId || arrival.Row.Sender != first.Sender))
        {
            await DisownAsync(rows, carriage, opened, cancel).ConfigureAwait(false);
            return;
        }

        var dispositions = new List<Disposition>();
        var (back, way) = (new List<HeldRow>(), (Problem?)null);
        var decided = new List<HeldRow>();
        foreach (var row in rows)
        {
            var relayed = await parts.Journal.ReadAsync(journal => journal.FindReceipt(row.ReceiptId)!, cancel).ConfigureAwait(false);
            var (disposition, problem) = arrival is null
                ? (judge.RefuseUnproven(carriage, opened, first.Container, row.Recipient), null)
                : isAhead ? (judge.Refuse(arrival, row.Recipient, ReasonCodes.SealedAhead), null)
                : judge.Decide(carriage, opened, arrival, row.Recipient, _ => relayed);
            if (problem is { Code: ProblemCodes.Loop })
            {
                // One recipient that goes round must not keep the others.
                back.Add(row);
                way = problem;
                continue;
            }

            if (problem is not null)
            {
                await PostponeAsync(rows, problem, cancel).ConfigureAwait(false);
                return;
            }

            decided.Add(row);
            dispositions.Add(disposition!);
        }

        if (way is not null) await PostponeAsync(back, way, cancel).ConfigureAwait(false);

        // 3. One commit: what becomes of it, the receipts owed for it, and that it is held no longer.
        if (decided.Count > 0) await CommitAsync(decided, carriage, arrival, dispositions, cancel).ConfigureAwait(false);
    }

    /// <summary>Our own disk has changed or lost the octets: what was relayed is refused, since nobody else answers for it, and an administrator is told whose fault it is.</summary>
    private async Task RefuseDamagedAsync(List<HeldRow> rows, Carriage carriage, OpenedContainer? opened, string fault, CancellationToken cancel)
    {
        var alarm = $"blob {rows[0].Blob} from {rows[0].From} {fault}";
        Log.HeldDamaged(_logger, carriage.MessageId, rows[0].From, rows[0].Blob);
        var refusals = rows.Select(row => (Disposition)judge.RefuseUnproven(carriage, opened, row.Container, row.Recipient, ReasonCodes.StoredDamaged)).ToList();
        await CommitAsync(rows, carriage, arrival: null, refusals, cancel, alarm).ConfigureAwait(false);
    }

    private async Task CommitAsync(
        List<HeldRow> rows, Carriage carriage, Arrival? arrival, List<Disposition> dispositions, CancellationToken cancel, string? alarm = null)
    {
        var first = rows[0];
        var revised = arrival is null ? [] : await judge.ReviseAsync(arrival, dispositions, cancel).ConfigureAwait(false);
        var damaged = arrival is null ? null : await StoredOctets.FindDamagedTwinAsync(parts, first.Container, first.Blob, cancel).ConfigureAwait(false);
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());

        // What our own disk has spoiled is nobody's flood.
        var (keepsRefused, flood) = alarm is null ? refused.Take(dispositions, revised, first.From, first.Length, first.MessageId, now) : (true, null);
        DateTimeOffset? parkedUntil = null;
        var concluded = await parts.Journal.CommitAsync(
            journal =>
            {
                parkedUntil = arrival is not null && revised.Count == 0 && Parking.MayWait(parts.Options, dispositions)
                    && !judge.IsDocumentElsewhere(journal, rows.Select(row => row.Recipient))
                    ? Parking.Park(journal, parts.Options, arrival, rows, directory.Current, now)
                    : null;
                if (parkedUntil is not null) return null;
                var entry = new ArrivalEntry(parts, directory.Current, judge, ledger, journal, carriage, arrival, first.Blob, now, damaged, keepsRefused);
                var changes = new List<Disposition>();
                foreach (var disposition in dispositions)
                {
                    var change = revised.GetValueOrDefault(disposition.Recipient, disposition);

                    // The same container may have come meanwhile by another way and hold the key itself: then everything is said already.
                    if (change is not Disposition.Refusal && entry.HolderOfKey(change) is { } holder)
                    {
                        if (holder.Container != first.Container) return null;
                        continue;
                    }

                    changes.Add(change);
                }

                foreach (var change in changes)
                {
                    entry.Add(change);
                    if (change is not Disposition.ToHop) Owe(journal, change.Receipt, first, arrival?.Row.OriginNode ?? first.Path[0], now);
                }

                entry.Complete();
                if (alarm is not null) journal.Append(new EventRow { At = now, Kind = EventKinds.Alarm, MessageId = first.MessageId, Detail = alarm });
                if (flood is not null) journal.Append(flood);
                foreach (var row in rows) journal.RemoveHeld(row.Container, row.Recipient);
                BlobUse.ReleaseUnneeded(journal, first.Container, first.Blob, now);
                return changes;
            },
            cancel).ConfigureAwait(false);

        if (parkedUntil is { } until) Log.ReportParked(_logger, first.MessageId, first.From, until);

        // Null: another container took a key between reading and committing; the next round sees it as a conflict.
        if (concluded is null) return;
        Log.HeldConcluded(_logger, first.MessageId, first.From, string.Join(',', concluded.Select(change => change.Receipt.Kind)));
        mail.Beat();
    }

    /// <summary>
    /// The octets are a right container of another message than their carrier said. What was relayed is refused; but the octets are not, because the same
    /// ones under their own message must not be kept out by a carrier's lie.
    /// </summary>
    private async Task DisownAsync(List<HeldRow> rows, Carriage carriage, OpenedContainer opened, CancellationToken cancel)
    {
        var refused = rows
            .Select(row => judge.RefuseUnproven(carriage, opened, row.Container, row.Recipient, ReasonCodes.OtherMessage).Receipt)
            .ToList();
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        await parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var (row, receipt) in rows.Zip(refused))
                {
                    journal.Add(receipt);
                    Owe(journal, receipt, row, row.Path[0], now);
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.Alarm,
                        MessageId = row.MessageId,
                        Counterpart = row.Recipient,
                        ReceiptId = receipt.ReceiptId,
                        Detail = $"{row.From} carried message {opened.Envelope!.MessageId} as {row.MessageId}",
                    });
                    journal.RemoveHeld(row.Container, row.Recipient);
                }

                BlobUse.ReleaseUnneeded(journal, rows[0].Container, rows[0].Blob, now);
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.HeldConcluded(_logger, carriage.MessageId, carriage.Peer, ReasonCodes.OtherMessage);
    }

    /// <summary>What was not said at the door is owed to the sender.</summary>
    private void Owe(IJournalTransaction journal, ReceiptRow receipt, HeldRow row, string originNode, DateTimeOffset now) =>
        ledger.Owe(journal, receipt, row.Sender, originNode, row.From, directory.Current, now);

    private async Task PostponeAsync(List<HeldRow> rows, Problem problem, CancellationToken cancel, bool alarm = false)
    {
        var next = RetrySchedule.Next(parts, rows[0].Attempts + 1, problem.RetryAfter);
        var error = RetrySchedule.Error(problem.Code, problem.Detail);
        await parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var row in rows)
                {
                    journal.Update(row with { Attempts = row.Attempts + 1, NextAttemptAt = next, LastError = error });
                    if (!alarm) continue;
                    journal.Append(new EventRow
                    {
                        At = parts.Time.GetUtcNow(),
                        Kind = EventKinds.Alarm,
                        MessageId = row.MessageId,
                        Counterpart = row.Recipient,
                        ReceiptId = row.ReceiptId,
                        Detail = $"held and not verified: {error}",
                    });
                }

                return true;
            },
            cancel).ConfigureAwait(false);
        Log.HeldPostponed(_logger, rows[0].MessageId, rows[0].From, problem.Code, problem.Detail, next);
    }
}

using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>Hands owed receipts towards those they are for (<see cref="ReceiptWay"/>): by the directory, the way the container came as fallback (DESIGN section 5).</summary>
internal sealed class ReceiptCourier(GatewayParts parts, DirectoryKeeper directory, ReceiptLedger ledger, ClockWatch clock, Func<string, PeerLane> lanes)
{
    private const int Batch = 100;

    /// <summary>So many receipts may fail alone before their peer is left in peace for the time of an attempt.</summary>
    private const int MostAlone = 3;

    private readonly ILogger _logger = parts.Logging.CreateLogger<ReceiptCourier>();

    /// <summary>Hands over what is due to one sender's node, until nothing is or an attempt fails.</summary>
    /// <returns>When to come back; null: at the next beat.</returns>
    public async Task<DateTimeOffset?> RunAsync(string toNode, CancellationToken cancel)
    {
        var alone = 0;
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            var due = await parts.Journal.ReadAsync(journal => journal.DueOwedReceipts(toNode, now, Batch), cancel).ConfigureAwait(false);
            if (due.Count == 0) return null;
            foreach (var owed in due)
            {
                var (later, isAlone) = await HandOverAsync(owed, cancel).ConfigureAwait(false);
                if (later is null) continue;
                if (!isAlone) return later;

                // One that fails alone must not keep the others from it; when all do, it is the peer after all.
                if (++alone >= MostAlone) return parts.Time.GetUtcNow() + parts.Options.AttemptTimeout;
            }
        }

        return null;
    }

    /// <returns>Later: when to come back, null: it went on; alone: the failure may be this receipt's and not its peer's.</returns>
    private async Task<(DateTimeOffset? Later, bool IsAlone)> HandOverAsync(OwedReceiptRow owed, CancellationToken cancel)
    {
        var receipt = await parts.Journal.ReadAsync(journal => journal.FindReceipt(owed.ReceiptId)!, cancel).ConfigureAwait(false);
        var said = ReceiptFile.OpenCryptoOnly(receipt.Bytes, parts.Time.GetUtcNow()).Receipt;
        var target = TargetOf(owed, said);
        if (target == parts.Identity.NodeId)
        {
            await EndHereAsync(owed, receipt, said, cancel).ConfigureAwait(false);
            return (null, false);
        }

        if (target != owed.ToNode)
        {
            // Among those for where it goes now: one that waits for a dead node must not keep others from a living one.
            await parts.Journal.CommitAsync(
                journal =>
                {
                    if (journal.FindOwedReceipt(owed.ReceiptId) == owed) journal.Put(owed with { ToNode = target });
                    return true;
                },
                cancel).ConfigureAwait(false);
            return (null, false);
        }

        if (FindHop(owed) is not { } hop)
        {
            // Others for the same node may have the way that they came by.
            await PostponeAsync(owed, "-", PeerCodes.NoRoute, null, null, cancel).ConfigureAwait(false);
            return (null, false);
        }

        var lane = lanes(hop.Id);
        if (lane.PausedUntil > parts.Time.GetUtcNow()) return (lane.PausedUntil, false);
        var answer = await lane.AttemptAsync(
            parts.Options.AttemptTimeout, token => parts.Peers.SendReceiptAsync(hop, receipt.Bytes, token), cancel).ConfigureAwait(false);
        switch (answer)
        {
            case null:
                return (lane.PausedUntil, false);
            case PeerAnswer.Answered:
                await EndAsync(owed, hop.Id, cancel).ConfigureAwait(false);
                Log.OwedReceiptPaid(_logger, owed.ReceiptId, hop.Id);
                return (null, false);
            case PeerAnswer.Temporary temporary:
                if (temporary.Code == ProblemCodes.DirectoryBehind) await directory.BringToAsync(hop.Id, serial: null, cancel).ConfigureAwait(false);
                return (await PostponeAsync(owed, hop.Id, temporary.Code, temporary.Detail, temporary.RetryAfter, cancel).ConfigureAwait(false), !PeerCodes.OpenBreaker.Contains(temporary.Code));
            default:
                // One receipt that a peer rejects must not keep the others from it.
                // Where its way leads back to us, one of two directories is the older one.
                var rejected = (PeerAnswer.Rejected)answer;
                if (rejected.Code == ProblemCodes.Loop && await directory.FetchFromAsync(hop.Id, cancel).ConfigureAwait(false)) return (null, false);
                await PostponeAsync(owed, hop.Id, rejected.Code, rejected.Detail, parts.Options.LongestPause, cancel).ConfigureAwait(false);
                return (null, false);
        }
    }

    /// <summary>
    /// Whom it is for today. The origin, as long as there is one; a copy goes after the sender, who may have moved on since it was owed, or have come back to
    /// the origin, where it has been, or to us, where it ends.
    /// </summary>
    private string TargetOf(OwedReceiptRow owed, Receipt? said)
    {
        var current = directory.Current;
        if (current.FindOrganisation(owed.Sender)?.Node is not { } today || today == owed.ToNode) return owed.ToNode;
        var isCopy = said?.OriginNode != owed.ToNode;
        return isCopy || current.FindNode(owed.ToNode) is null ? today : owed.ToNode;
    }

    /// <summary>The peer towards whom it is for; as the last way the one the container came by.</summary>
    private NodeEntry? FindHop(OwedReceiptRow owed)
    {
        var hop = ReceiptWay.Hop(directory.Current, parts.Router, owed.ToNode) ?? owed.PreviousHop;
        return hop is null ? null : directory.Current.FindNode(hop);
    }

    // Its sender has come here since it was owed: nobody else tells him.
    private Task<bool> EndHereAsync(OwedReceiptRow owed, ReceiptRow receipt, Receipt? said, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            if (journal.FindOwedReceipt(owed.ReceiptId) is not { } still || still.ToNode != owed.ToNode) return false;
            journal.RemoveOwedReceipt(owed.ReceiptId);
            if (said is not null)
                ledger.TellMoved(journal, receipt, said.Sender, said.OriginNode, said.DirectorySerial, directory.Current, ReceiptDesk.Milliseconds(parts.Time.GetUtcNow()));
            return true;
        },
        cancel);

    // One that came round to us meanwhile is owed again.
    private Task<bool> EndAsync(OwedReceiptRow owed, string handedTo, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            journal.Put(new HandedReceiptRow(owed.ReceiptId, handedTo, parts.Time.GetUtcNow()));
            if (journal.FindOwedReceipt(owed.ReceiptId) != owed) return false;
            journal.RemoveOwedReceipt(owed.ReceiptId);
            return true;
        },
        cancel);

    private async Task<DateTimeOffset?> PostponeAsync(
        OwedReceiptRow owed, string hop, string code, string? detail, TimeSpan? retryAfter, CancellationToken cancel)
    {
        var now = parts.Time.GetUtcNow();
        var givenUp = clock.IsSure && now - owed.Since >= parts.Options.OwedReceipts;
        var next = givenUp ? now + parts.Options.OwedReceipts : RetrySchedule.Next(parts, owed.Attempts + 1, retryAfter);
        await parts.Journal.CommitAsync(
            journal =>
            {
                // It may have turned after its sender meanwhile: then another node is asked, and nothing was tried there.
                if (journal.FindOwedReceipt(owed.ReceiptId) is not { } still || still.ToNode != owed.ToNode) return false;
                journal.Put(still with
                {
                    Attempts = owed.Attempts + 1,
                    NextAttemptAt = next,
                    LastError = RetrySchedule.Error(code, detail),
                });
                if (givenUp)
                {
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.Alarm,
                        ReceiptId = owed.ReceiptId,
                        Detail = $"receipt owed to {owed.ToNode} cannot be handed over: {code}",
                    });
                }

                return true;
            },
            cancel).ConfigureAwait(false);
        if (givenUp) Log.OwedReceiptGivenUp(_logger, owed.ReceiptId, owed.ToNode, (int)parts.Options.OwedReceipts.TotalDays);
        else Log.OwedReceiptFailed(_logger, owed.ReceiptId, hop, code, detail, next);
        return next;
    }
}

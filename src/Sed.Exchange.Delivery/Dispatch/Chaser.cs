using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Asks next hops for the receipts of deliveries whose proof is missing, and enters what they have: the late proof that outranks Undelivered (DESIGN 3.3),
/// and the Delivered without which nobody may believe a Collected.
/// </summary>
internal sealed class Chaser(GatewayParts parts, DirectoryKeeper directory, ReceiptIntake intake, Func<string, PeerLane> lanes)
{
    private const int Batch = 100;
    private readonly ILogger _logger = parts.Logging.CreateLogger<Chaser>();

    /// <summary>Asks for what is due, each peer apart.</summary>
    /// <returns>When to come back; null: when the journal says.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            var due = await parts.Journal.ReadAsync(journal => journal.DueChases(now, Batch), cancel).ConfigureAwait(false);
            if (due.Count == 0) break;
            await Task.WhenAll(due.GroupBy(delivery => delivery.NextHop!).Select(hop => AskAsync(hop.Key, [.. hop], cancel))).ConfigureAwait(false);
        }

        return null;
    }

    // A peer that does not answer is not asked about the others: each would cost a timeout.
    private async Task AskAsync(string hop, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        var silent = directory.Current.FindNode(hop) is null;
        foreach (var delivery in deliveries)
        {
            if (!silent) silent = !await AskAsync(hop, delivery, cancel).ConfigureAwait(false);
            await PostponeAsync(delivery, cancel).ConfigureAwait(false);
        }
    }

    /// <returns>False: the peer does not answer.</returns>
    private async Task<bool> AskAsync(string hop, DeliveryRow delivery, CancellationToken cancel)
    {
        var lane = lanes(hop);
        if (lane.PausedUntil > parts.Time.GetUtcNow()) return false;
        var answer = await lane.AttemptAsync(
            parts.Options.AttemptTimeout,
            token => parts.Peers.FetchReceiptsAsync(directory.Current.FindNode(hop)!, delivery.MessageId, delivery.Recipient, token),
            cancel).ConfigureAwait(false);
        if (answer is not PeerAnswer.Answered answered)
        {
            Log.ProofNotTold(_logger, delivery.MessageId, delivery.Recipient, hop, (answer as PeerAnswer.Temporary)?.Code ?? (answer as PeerAnswer.Rejected)?.Code ?? "-");
            return answer is PeerAnswer.Rejected;
        }

        var known = await parts.Journal.ReadAsync(
            journal => journal.ReceiptsOf(delivery.MessageId, delivery.Recipient).Select(receipt => receipt.ReceiptId).ToHashSet(), cancel).ConfigureAwait(false);
        var news = answered.Receipts
            .Select(file => (intake.Open(file).Receipt, File: file))
            .Where(item => item.Receipt is { } receipt && receipt.MessageId == delivery.MessageId && receipt.Recipient == delivery.Recipient
                && receipt.Container == delivery.Container && !known.Contains(receipt.ReceiptId))
            .Select(item => (item.Receipt!, item.File))
            .ToList();
        if (news.Count > 0) await intake.EnterAsync(news, cancel).ConfigureAwait(false);
        Log.ProofAsked(_logger, delivery.MessageId, delivery.Recipient, hop, news.Count);
        return true;
    }

    private Task<bool> PostponeAsync(DeliveryRow delivery, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            // What came may have moved it; then its new state says what is due.
            var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
            if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused } still) return false;
            if (still.NextAttemptAt is null || still.NextAttemptAt > now) return false;
            journal.Update(still with { NextAttemptAt = ChaseSchedule.Next(still, now) });
            return true;
        },
        cancel);
}

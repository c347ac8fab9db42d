using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Asks next hops for the receipts of deliveries whose proof is missing, and enters what they have: the late proof that outranks Undelivered (DESIGN 3.3),
/// and the Delivered without which nobody may believe a Collected.
/// </summary>
internal sealed class Chaser(GatewayParts parts, DirectoryKeeper directory, ProofQuestion question, ClockWatch clock, Func<string, PeerLane> lanes)
{
    private const int Batch = 100;

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
        var silent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delivery in deliveries)
        {
            if (FindWitness(hop, delivery) is { } peer && !silent.Contains(peer.Id) && !await question.AskAsync(lanes(peer.Id), peer, delivery, cancel).ConfigureAwait(false))
                silent.Add(peer.Id);
            await PostponeAsync(delivery, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The hop it was handed to; when that is gone, whoever is next on the way to the recipient today.</summary>
    private NodeEntry? FindWitness(string hop, DeliveryRow delivery)
    {
        var current = directory.Current;
        if (current.FindNode(hop) is { } there) return there;
        return current.FindOrganisation(delivery.Recipient)?.Node is { } node
            && parts.Router.Next(current, node, [], accessMark: null) is Route.Via via ? via.Hop : null;
    }

    private Task<bool> PostponeAsync(DeliveryRow delivery, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            // What came may have moved it; then its new state says what is due.
            var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
            if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused } still) return false;
            if (still.NextAttemptAt is null || still.NextAttemptAt > now) return false;

            // A clock in doubt gives nobody up.
            var next = clock.IsSure ? ChaseSchedule.Next(still, now) : now + parts.Options.LongestPause;
            journal.Update(still with { NextAttemptAt = next });
            return true;
        },
        cancel);
}

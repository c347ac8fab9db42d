using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Asks for the receipts of deliveries whose proof is missing, and enters what others have: the late proof that outranks Undelivered and Refused (DESIGN
/// 3.3), and the Delivered without which nobody may believe a Collected.
/// </summary>
internal sealed class Chaser(GatewayParts parts, DirectoryKeeper directory, Witnesses witnesses, ProofQuestion question, ClockWatch clock)
{
    private const int Batch = 100;

    private static readonly string Unproven = RetrySchedule.Error(PeerCodes.ProofMissing, "its installation took it, and nobody gives the proof of its delivery");

    /// <summary>Asks for what is due.</summary>
    /// <returns>When to come back; null: when the journal says.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            var current = directory.Current;
            var due = await parts.Journal.ReadAsync(
                journal => journal.DueChases(now, Batch).Select(delivery => (Delivery: delivery, Witnesses: witnesses.Of(journal, current, delivery))).ToList(), cancel)
                .ConfigureAwait(false);
            if (due.Count == 0) break;
            var left = await question.AskAllAsync(due.SelectMany(item => item.Witnesses.Select(witness => (witness, item.Delivery))), parts.Options.AttemptTimeout, cancel).ConfigureAwait(false);
            foreach (var (delivery, asked) in due) await PostponeAsync(delivery, asked.Count > 0, left.Contains(delivery.DeliveryId), cancel).ConfigureAwait(false);
        }

        return null;
    }

    private Task<bool> PostponeAsync(DeliveryRow delivery, bool mayBeProven, bool isLeft, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            // What came may have moved it; then its new state says what is due.
            var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
            if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused } still) return false;
            if (still.NextAttemptAt is null || still.NextAttemptAt > now) return false;

            // A clock in doubt gives nobody up; what a slow peer was not asked about comes first at its next turn.
            if (clock.IsSure && ChaseSchedule.IsUnproven(still, now) && still.LastError != Unproven && Witnesses.HaveSpoken(journal, still))
            {
                // Once: it is asked for without end, and only a person can find out why nobody gives it.
                still = still with { LastError = Unproven };
                journal.Append(new EventRow
                {
                    At = now,
                    Kind = EventKinds.Alarm,
                    MessageId = still.MessageId,
                    DeliveryId = still.DeliveryId,
                    Counterpart = still.Recipient,
                    Detail = Unproven,
                });
            }

            var next = isLeft ? now + parts.Options.AttemptTimeout : clock.IsSure ? ChaseSchedule.Next(still, now) : now + parts.Options.LongestPause;
            journal.Update(still with { NextAttemptAt = mayBeProven || still.State != DeliveryState.Refused ? next : null });
            return true;
        },
        cancel);
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Tells what stands still, each once, in the commit that forgets to tell it again: senders that a deadline is near, and both sides that an installation does
/// not take its mail. The origin tells its own sender by the receipts it has: a Collected that is still on its way may make the warning late, never wrong. A clock
/// in doubt warns of nothing: it could tell what is not so, and what is told once is told for good.
/// </summary>
internal sealed class Warnings(GatewayParts parts, ClockWatch clock)
{
    private const int Batch = 100;
    private static readonly TimeSpan Doubtful = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = parts.Logging.CreateLogger<Warnings>();

    /// <summary>Tells what is due.</summary>
    /// <returns>When to come back; null: when something is due.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        if (clock.SureNow is not { } sure) return parts.Time.GetUtcNow() + Doubtful;
        var now = ReceiptDesk.Milliseconds(sure);
        var told = await parts.Journal.CommitAsync(
            journal =>
            {
                var due = journal.DueWarnings(now, Batch);
                var told = new List<DeliveryRow>();
                foreach (var delivery in due)
                {
                    journal.Update(delivery with { WarnAt = null });

                    // Its installation has answered, and only the proof is still on its way: nothing is late.
                    if (IsLate(delivery) && Witnesses.HaveSpoken(journal, delivery)) continue;
                    journal.Append(Event(delivery, now));
                    told.Add(delivery);
                }

                // One alarm for an installation that sleeps, not one for each of its letters.
                foreach (var lying in Lying(due))
                {
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.Alarm,
                        MessageId = lying.First().MessageId,
                        Counterpart = lying.Key,
                        Detail = string.Create(CultureInfo.InvariantCulture, $"uncollected: {lying.Count()} more message(s) for {lying.Key}"),
                    });
                }

                return told;
            },
            cancel).ConfigureAwait(false);
        foreach (var late in told.Where(delivery => delivery.Lane == Lane.Out && IsLate(delivery)))
            Log.DeliveryLate(_logger, late.MessageId, late.Recipient, late.DeliverBy, LastKnown(late));
        foreach (var lying in Lying(told)) Log.Uncollected(_logger, lying.Count(), lying.Key, lying.First().CreatedAt, lying.First().MessageId);
        return null;
    }

    private string LastKnown(DeliveryRow delivery) => Deadlines.LastKnown(delivery, Deadlines.HolderOf(delivery, parts.Identity.NodeId));

    private static bool IsLate(DeliveryRow delivery) => delivery.State is DeliveryState.Queued or DeliveryState.Sent;

    private static IEnumerable<IGrouping<Guid, DeliveryRow>> Lying(IReadOnlyList<DeliveryRow> due) =>
        due.Where(delivery => delivery.Lane == Lane.In).GroupBy(delivery => delivery.Recipient);

    private EventRow Event(DeliveryRow delivery, DateTimeOffset now)
    {
        var isLate = IsLate(delivery);
        var isSenders = delivery.Lane == Lane.Out;
        return new EventRow
        {
            At = now,
            Kind = isLate ? EventKinds.DeliveryLate : EventKinds.Uncollected,
            Organisation = isSenders ? delivery.Sender : delivery.Recipient,
            MessageId = delivery.MessageId,
            DeliveryId = delivery.DeliveryId,
            Counterpart = isSenders ? delivery.Recipient : delivery.Sender,
            Detail = isLate ? $"due by {Text(delivery.DeliverBy)}, {LastKnown(delivery)}" : $"since {Text(isSenders ? delivery.StateSince : delivery.CreatedAt)}",
        };
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Finds deliveries that no schedule would ever move, and gives them back to their lane. No step of ours leaves one so; a defect, or a hand in the journal, may, and
/// then a letter would lie for ever without anybody's knowing. So each is an alarm.
/// </summary>
internal sealed class StuckMail(GatewayParts parts, DirectoryKeeper directory)
{
    private const int Batch = 100;
    private readonly ILogger _logger = parts.Logging.CreateLogger<StuckMail>();

    /// <summary>Looks once; more than a batch is found at the next look.</summary>
    public async Task ReleaseAsync(CancellationToken cancel)
    {
        if (!await parts.Journal.ReadAsync(journal => journal.Unscheduled(1).Count > 0, cancel).ConfigureAwait(false)) return;
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        var current = directory.Current;
        var found = await parts.Journal.CommitAsync(
            journal =>
            {
                var rows = new List<(DeliveryRow Was, string What)>();
                foreach (var stuck in journal.Unscheduled(Batch))
                {
                    // Which hop is right, the courier finds out before each attempt; any row with a hop comes before it.
                    var hop = stuck.NextHop ?? current.FindOrganisation(stuck.Recipient)?.Node;
                    var moved = stuck switch
                    {
                        { Lane: Lane.In } => stuck with { State = DeliveryState.Waiting, StateSince = now, LeaseId = null, PerhapsSeen = true },
                        _ when hop is not null => stuck with { NextHop = hop, NextAttemptAt = now },
                        _ => null,
                    };
                    var what = moved is null ? "its recipient is in no directory; it ends at its deadline" : moved.Lane == Lane.In ? "it waits again" : $"it goes to {hop} now";
                    if (moved is not null) journal.Update(moved);
                    else if (stuck.LastError == what) continue;
                    else journal.Update(stuck with { LastError = what });
                    journal.Append(new EventRow { At = now, Kind = EventKinds.Alarm, MessageId = stuck.MessageId, DeliveryId = stuck.DeliveryId, Detail = $"stuck {stuck.State}: {what}" });
                    rows.Add((stuck, what));
                }

                return rows;
            },
            cancel).ConfigureAwait(false);
        foreach (var (was, what) in found) Log.Unscheduled(_logger, was.MessageId, was.Recipient, was.State.ToString(), what);
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Ends what is overdue: the origin says Undelivered after deliverBy and a grace (promise 2); a relay that still holds a container at deliverBy
/// refuses it towards the origin. Tells senders of reports that are overdue.
/// </summary>
internal sealed class Deadlines(GatewayParts parts, DirectoryKeeper directory, ReceiptDesk desk, ReceiptLedger ledger, ClockWatch clock)
{
    private const int Batch = 100;

    /// <summary>Batches that one look reads at most where their installations have spoken.</summary>
    private const int Pages = 10;

    /// <summary>How long what an installation has spoken of is passed over before it is looked at again.</summary>
    private static readonly TimeSpan PassOver = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = parts.Logging.CreateLogger<Deadlines>();

    // What was collected without proof stays, oldest first, for as long as its proof is asked for: it must not keep the others from being ended.
    private readonly Dictionary<Lane, DeliveryRow> _passed = [];
    private long _passedSince = parts.Time.GetTimestamp();

    /// <summary>Ends a batch of what is overdue.</summary>
    /// <returns>When to look again: there may be more, or the next one is due then; null: nothing has a deadline.</returns>
    public async Task<DateTimeOffset?> EndOverdueAsync(CancellationToken cancel)
    {
        // A clock in doubt ends nothing.
        if (clock.SureNow is not { } sure) return null;
        if (parts.Time.GetElapsedTime(_passedSince) >= PassOver)
        {
            _passed.Clear();
            _passedSince = parts.Time.GetTimestamp();
        }

        var now = ReceiptDesk.Milliseconds(sure);
        var (overdue, isMore, next) = await parts.Journal.ReadAsync(
            journal =>
            {
                var (own, moreOwn) = Find(journal, Lane.Out, now - parts.Options.UndeliveredGrace);
                var (relayed, moreRelayed) = Find(journal, Lane.Relay, now);
                var nextOwn = journal.NextDeadline(Lane.Out, now - parts.Options.UndeliveredGrace) + parts.Options.UndeliveredGrace;
                return (own.Concat(relayed).ToList(), moreOwn || moreRelayed, Dispatcher.Earlier(nextOwn, journal.NextDeadline(Lane.Relay, now)));
            },
            cancel).ConfigureAwait(false);
        try
        {
            foreach (var (delivery, container) in overdue) await EndAsync(delivery, container, reason: null, now, cancel).ConfigureAwait(false);
        }
        catch (KeyUnavailableException unavailable)
        {
            // What needs no signature of ours goes on; these are ended when the key is back.
            Log.DispatchPaused(_logger, "-", unavailable.Message, unavailable);
            return null;
        }

        return isMore ? sure : next;
    }

    private (List<(DeliveryRow Delivery, ContainerRow Container)> Due, bool IsMore) Find(IJournalReader journal, Lane lane, DateTimeOffset deadline)
    {
        var due = new List<(DeliveryRow, ContainerRow)>();
        var last = _passed.GetValueOrDefault(lane);
        for (var page = 0; page < Pages; page++)
        {
            var rows = journal.Overdue(lane, deadline, Batch, last);
            foreach (var row in rows)
            {
                last = row;
                if (!Witnesses.HaveSpoken(journal, row)) due.Add((row, journal.FindContainer(row.Container)!));
                else if (due.Count == 0) _passed[lane] = row;
            }

            if (rows.Count < Batch) return (due, false);
            if (due.Count > 0) return (due, true);
        }

        return (due, true);
    }

    /// <summary>Tells senders which reports they asked for are overdue; once, whatever dies in between.</summary>
    /// <returns>When the next one may be; null: none is asked for.</returns>
    public async Task<DateTimeOffset?> TellOverdueReportsAsync(CancellationToken cancel)
    {
        if (clock.SureNow is not { } sure) return null;
        var now = ReceiptDesk.Milliseconds(sure);
        var (due, next) = await parts.Journal.ReadAsync(
            journal => (journal.DueSubscriptions(now, 1).Count > 0, journal.NextSubscription()), cancel).ConfigureAwait(false);
        if (!due) return next;
        var told = await parts.Journal.CommitAsync(
            journal => journal.DueSubscriptions(now, Batch).Select(asked => (Asked: asked, Kinds: OwedReports.Tell(journal, asked, now))).ToList(), cancel)
            .ConfigureAwait(false);
        foreach (var (asked, kinds) in told.Where(line => line.Kinds != ReportKinds.None))
            Log.ReportsOverdue(_logger, kinds.ToString(), asked.MessageId, asked.Recipient);
        return now;
    }

    /// <summary>Who answers for a delivery that has not ended, as far as this node knows.</summary>
    public static string HolderOf(DeliveryRow delivery, string self) => delivery.State == DeliveryState.Sent ? delivery.NextHop ?? "-" : self;

    /// <summary>Where a delivery was last, and how many attempts to bring it on have failed (DESIGN 3.3); of the last error the code alone: what follows it may be the words of others.</summary>
    public static string LastKnown(DeliveryRow delivery, string holder) => string.Create(
        CultureInfo.InvariantCulture, $"last holder {holder}, attempts {delivery.Attempts}, last error {delivery.LastError?.Split(':')[0] ?? "none"}");

    /// <summary>
    /// Ends what was sealed by a clock that was ahead and has been corrected: nobody takes it before that time comes, and its deliverBy lies as far ahead. What
    /// comes soon is waited for.
    /// </summary>
    /// <returns>False: none was ended: it is not so, this node is not sure, or they were taken and only the proof is still to come.</returns>
    public async Task<bool> EndSealedAheadAsync(IReadOnlyList<DeliveryRow> deliveries, ContainerRow container, CancellationToken cancel)
    {
        if (clock.SureNow is not { } now || container.SentAt <= now + ClockWatch.WorthWaiting) return false;
        var any = false;
        foreach (var delivery in deliveries)
            any |= await EndAsync(delivery, container, ReasonCodes.SealedAhead, ReceiptDesk.Milliseconds(now), cancel).ConfigureAwait(false);
        return any;
    }

    private async Task<bool> EndAsync(DeliveryRow delivery, ContainerRow container, string? reason, DateTimeOffset now, CancellationToken cancel)
    {
        var isOrigin = delivery.Lane == Lane.Out;
        var holder = HolderOf(delivery, parts.Identity.NodeId);
        var receipt = desk.Issue(
            isOrigin ? ReceiptKind.Undelivered : ReceiptKind.Refused,
            container,
            delivery.Recipient,
            new Statement
            {
                Reason = reason ?? (isOrigin ? ReasonCodes.NoProofOfDelivery : ReasonCodes.DeadlinePassed),
                Detail = LastKnown(delivery, holder),
            });
        var ended = await parts.Journal.CommitAsync(
            journal =>
            {
                // Proof may have arrived since it was read.
                if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Queued or DeliveryState.Sent } still) return false;
                if (Witnesses.HaveSpoken(journal, still)) return false;
                if (isOrigin)
                {
                    ReceiptLedger.EnterOwn(journal, receipt, still, now, parts.Options);
                    ledger.Owe(journal, receipt, delivery.Sender, container.OriginNode, previousHop: null, directory.Current, now);
                }
                else
                {
                    ReceiptLedger.EnterOwnRelay(journal, receipt, still, now, parts.Options);
                    ledger.Owe(journal, receipt, delivery.Sender, container.OriginNode, delivery.PreviousHop, directory.Current, now);
                }

                return true;
            },
            cancel).ConfigureAwait(false);
        if (ended) Log.Undelivered(_logger, delivery.MessageId, delivery.Recipient, receipt.Kind.ToString(), receipt.Reason!, delivery.DeliverBy, holder);
        return ended;
    }
}

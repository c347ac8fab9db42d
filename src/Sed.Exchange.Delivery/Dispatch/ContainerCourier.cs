using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>Takes queued containers to one next hop and enters the receipts that come back.</summary>
internal sealed class ContainerCourier(GatewayParts parts, DirectoryKeeper directory, ReceiptIntake intake)
{
    /// <summary>Slowest transfer that a timeout allows for, octets per second.</summary>
    private const double SlowestTransfer = 256 * 1024;

    private readonly ILogger _logger = parts.Logging.CreateLogger<ContainerCourier>();

    /// <summary>Sends what is due to this peer until nothing is, or the peer fails.</summary>
    public async Task RunAsync(PeerLane lane, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            if (lane.PausedUntil > now) return;
            var due = await parts.Journal.ReadAsync(
                journal => journal.DueDeliveries(lane.Peer, now, 8 * parts.Options.AttemptsPerPeer), cancel).ConfigureAwait(false);
            var groups = due.GroupBy(delivery => delivery.Container).Take(parts.Options.AttemptsPerPeer).ToList();
            if (groups.Count == 0) return;
            await Task.WhenAll(groups.Select(group => SendAsync(lane, [.. group], cancel))).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(PeerLane lane, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        // 1. The way may have changed since it was queued.
        deliveries = await RerouteAsync(lane, deliveries, cancel).ConfigureAwait(false);
        if (deliveries.Count == 0) return;
        var container = await parts.Journal.ReadAsync(journal => journal.FindContainer(deliveries[0].Container)!, cancel).ConfigureAwait(false);
        var peer = directory.Current.FindNode(lane.Peer)!;

        // 2. One exchange, through the peer's own breaker.
        var transfer = new ContainerTransfer(
            container.MessageId,
            container.Sender,
            [.. deliveries.Select(delivery => delivery.Recipient)],
            [.. container.Path, parts.Identity.NodeId],
            directory.Current.Serial,
            container.Digest,
            container.Length,
            token => parts.Blobs.OpenAsync(container.Blob, token));
        PeerAnswer? answer;
        try
        {
            var timeout = parts.Options.AttemptTimeout + TimeSpan.FromSeconds(container.Length / SlowestTransfer);
            answer = await lane.AttemptAsync(timeout, token => parts.Peers.SendContainerAsync(peer, transfer, token), cancel).ConfigureAwait(false);
        }
        catch (BlobException unreachable) when (unreachable.IsTransient)
        {
            answer = new PeerAnswer.Temporary(PeerCodes.BlobUnreadable, unreachable.Message, null);
        }
        catch (BlobException unreadable)
        {
            answer = new PeerAnswer.Rejected(PeerCodes.BlobUnreadable, unreadable.Message);
        }

        // 3. What it means.
        switch (answer)
        {
            case null:
                Log.BreakerOpened(_logger, lane.Peer, lane.PausedUntil);
                return;
            case PeerAnswer.Answered answered:
                await EnterAsync(lane, deliveries, answered, cancel).ConfigureAwait(false);
                return;
            case PeerAnswer.Temporary temporary:
                await PostponeAsync(lane, deliveries, temporary.Code, temporary.Detail, temporary.RetryAfter, cancel).ConfigureAwait(false);
                return;
            case PeerAnswer.Rejected rejected:
                await RejectAsync(lane, deliveries, rejected, cancel).ConfigureAwait(false);
                return;
        }
    }

    private async Task EnterAsync(PeerLane lane, List<DeliveryRow> deliveries, PeerAnswer.Answered answered, CancellationToken cancel)
    {
        var message = deliveries[0].MessageId;
        var usable = new List<(Receipt Receipt, byte[] File)>();
        foreach (var file in answered.Receipts)
        {
            var (receipt, problem) = await intake.OpenAsync(lane.Peer, file, cancel).ConfigureAwait(false);
            if (receipt is not null && receipt.MessageId == message) usable.Add((receipt, file));
            else await AlarmAsync(lane, message, problem?.Detail ?? "a receipt about another message", cancel).ConfigureAwait(false);
        }

        if (usable.Count > 0) await intake.EnterAsync(usable, cancel).ConfigureAwait(false);
        Log.Sent(_logger, message, lane.Peer, deliveries[0].Attempts + 1, usable.Count);

        // Whoever is still queued got no receipt that counts: 2xx alone proves nothing.
        var open = await parts.Journal.ReadAsync(
            journal => deliveries.Where(delivery => journal.FindDelivery(delivery.DeliveryId)!.State == DeliveryState.Queued).ToList(), cancel)
            .ConfigureAwait(false);
        if (open.Count == 0) return;
        await AlarmAsync(lane, message, $"no receipt that counts for {open.Count} recipient(s)", cancel).ConfigureAwait(false);
        await PostponeAsync(lane, open, PeerCodes.Garbage, "no receipt that counts", null, cancel).ConfigureAwait(false);
    }

    private async Task<List<DeliveryRow>> RerouteAsync(PeerLane lane, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        var current = directory.Current;
        var container = await parts.Journal.ReadAsync(journal => journal.FindContainer(deliveries[0].Container)!, cancel).ConfigureAwait(false);
        var stay = new List<DeliveryRow>();
        var elsewhere = new List<(DeliveryRow Delivery, string Hop)>();
        var lost = new List<DeliveryRow>();
        foreach (var delivery in deliveries)
        {
            var node = current.FindOrganisation(delivery.Recipient)?.Node;
            var route = node is null
                ? new Route.None(ReasonCodes.RecipientUnknown)
                : Router.Next(current, parts.Identity.NodeId, node, container.Path, container.AccessMark);
            if (route is Route.Via via && via.Hop.Id == lane.Peer) stay.Add(delivery);
            else if (route is Route.Via other) elsewhere.Add((delivery, other.Hop.Id));
            else lost.Add(delivery);
        }

        if (lost.Count > 0) await PostponeAsync(lane, lost, PeerCodes.NoRoute, "the directory shows no way", null, cancel).ConfigureAwait(false);
        if (elsewhere.Count > 0)
        {
            await parts.Journal.CommitAsync(
                journal =>
                {
                    foreach (var (delivery, hop) in elsewhere)
                    {
                        if (journal.FindDelivery(delivery.DeliveryId) is { State: DeliveryState.Queued } queued)
                            journal.Update(queued with { NextHop = hop });
                    }

                    return true;
                },
                cancel).ConfigureAwait(false);
        }

        return stay;
    }

    private async Task PostponeAsync(
        PeerLane lane, List<DeliveryRow> deliveries, string code, string? detail, TimeSpan? retryAfter, CancellationToken cancel)
    {
        var attempt = deliveries[0].Attempts + 1;
        var next = RetrySchedule.Next(parts, attempt, retryAfter);
        await NoteFailureAsync(deliveries, next, code, detail, alarm: null, cancel).ConfigureAwait(false);
        Log.AttemptFailed(_logger, attempt, deliveries[0].MessageId, lane.Peer, code, detail, next);
    }

    private async Task RejectAsync(PeerLane lane, List<DeliveryRow> deliveries, PeerAnswer.Rejected rejected, CancellationToken cancel)
    {
        var next = RetrySchedule.AfterRejection(parts);
        var alarm = $"{lane.Peer} rejects: {rejected.Code} {rejected.Detail}".TrimEnd();
        await NoteFailureAsync(deliveries, next, rejected.Code, rejected.Detail, alarm, cancel).ConfigureAwait(false);
        Log.Rejected(_logger, lane.Peer, deliveries[0].MessageId, rejected.Code, rejected.Detail, next);
    }

    private Task<bool> NoteFailureAsync(
        List<DeliveryRow> deliveries, DateTimeOffset next, string code, string? detail, string? alarm, CancellationToken cancel) =>
        parts.Journal.CommitAsync(
            journal =>
            {
                foreach (var delivery in deliveries)
                {
                    // A receipt may have come by another way meanwhile.
                    if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Queued } queued) continue;
                    journal.Update(queued with
                    {
                        Attempts = queued.Attempts + 1,
                        NextAttemptAt = next,
                        LastError = detail is null ? code : $"{code}: {detail}",
                    });
                    if (alarm is not null) journal.Append(Alarm(queued.MessageId, alarm) with { DeliveryId = queued.DeliveryId });
                }

                return true;
            },
            cancel);

    private async Task AlarmAsync(PeerLane lane, Guid message, string why, CancellationToken cancel)
    {
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.Append(Alarm(message, $"answer of {lane.Peer} is not usable: {why}"));
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.AnswerUnusable(_logger, lane.Peer, message, why);
    }

    private EventRow Alarm(Guid message, string detail) =>
        new() { At = parts.Time.GetUtcNow(), Kind = EventKinds.Alarm, MessageId = message, Detail = detail };
}

using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>Takes queued containers to one next hop and enters the receipts that come back.</summary>
internal sealed class ContainerCourier(
    GatewayParts parts, DirectoryKeeper directory, ReceiptIntake intake, ProofQuestion question, Witnesses witnesses, Homecoming home, Deadlines deadlines)
{
    /// <summary>Slowest transfer that a timeout allows for, octets per second.</summary>
    private const double SlowestTransfer = 256 * 1024;

    /// <summary>How many recipients go with one transfer: their names travel in one header. What is left of more goes with the next.</summary>
    private const int RecipientsAtOnce = 200;

    private const int RowsAtOnce = 32;
    private const int MostRows = 10_000;

    private const string NoneCounts = "no receipt that counts";

    private static readonly string Uncounted = RetrySchedule.Error(PeerCodes.Garbage, NoneCounts);

    private readonly ILogger _logger = parts.Logging.CreateLogger<ContainerCourier>();

    /// <summary>
    /// Sends what is due to this peer until nothing is, or the peer fails. A place that is free is taken at once, also by what comes while others are under way: a
    /// letter that takes hours keeps its own place and no other.
    /// </summary>
    public async Task RunAsync(PeerLane lane, CancellationToken cancel)
    {
        while (true)
        {
            var woken = lane.Woken;
            var isTrial = lane.IsTrying;
            foreach (var deliveries in await ChooseAsync(lane, isTrial, cancel).ConfigureAwait(false))
                lane.UnderWay = lane.UnderWay.Add(new Sending(deliveries[0].Container, deliveries.Count, isTrial, SendAsync(lane, deliveries, cancel)));
            if (lane.UnderWay.IsEmpty) return;
            await Task.WhenAny([woken, .. lane.UnderWay.Select(sending => sending.Task)]).ConfigureAwait(false);

            // A fault of this node is heard at once; the others go on, and the next run finds them.
            var ended = lane.UnderWay.FindAll(sending => sending.Task.IsCompleted);
            lane.UnderWay = lane.UnderWay.RemoveRange(ended);
            await Task.WhenAll(ended.Select(sending => sending.Task)).ConfigureAwait(false);
        }
    }

    /// <summary>What goes next: as many containers as there are free places, those that wait longest, each with its recipients on this way.</summary>
    private async Task<IReadOnlyList<List<DeliveryRow>>> ChooseAsync(PeerLane lane, bool isTrial, CancellationToken cancel)
    {
        // What was under way before the pause says nothing of the peer for as long as it lasts, and is no trial.
        var now = parts.Time.GetUtcNow();
        var free = isTrial ? (lane.UnderWay.Exists(sending => sending.IsTrial) ? 0 : 1) : parts.Options.AttemptsPerPeer - lane.UnderWay.Count;
        if (free <= 0 || lane.PausedUntil > now || cancel.IsCancellationRequested) return [];
        return await parts.Journal.ReadAsync(
            journal =>
            {
                var due = DueContainers(journal, lane, now, isTrial ? RowsAtOnce : free);

                // Whether the peer is back is tried with what takes the shortest time: everything else waits for its end.
                if (isTrial) due = [.. due.OrderBy(first => journal.FindContainer(first.Container)!.Length)];
                return due.Take(free).Select(first => journal.DeliveriesOf(first.MessageId)
                    .Where(row => row.Lane != Lane.In && row.State == DeliveryState.Queued && row.NextHop == lane.Peer && row.Container == first.Container && row.NextAttemptAt <= now)
                    .Take(RecipientsAtOnce).ToList()).ToList();
            },
            cancel).ConfigureAwait(false);
    }

    /// <summary>The first due delivery of each of some containers that are not under way; one with a thousand recipients must not hide those behind it.</summary>
    private static List<DeliveryRow> DueContainers(IJournalReader journal, PeerLane lane, DateTimeOffset now, int max)
    {
        var underWay = lane.UnderWay;
        for (var most = RowsAtOnce + underWay.Sum(sending => sending.Deliveries); ; most *= 4)
        {
            var rows = journal.DueDeliveries(lane.Peer, now, most);
            var found = rows.Where(row => !underWay.Exists(sending => sending.Container == row.Container)).DistinctBy(row => row.Container).Take(max).ToList();
            if (found.Count == max || rows.Count < most || most > MostRows) return found;
        }
    }

    private async Task SendAsync(PeerLane lane, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        // 1. The way may have changed since it was queued.
        var container = await parts.Journal.ReadAsync(journal => journal.FindContainer(deliveries[0].Container)!, cancel).ConfigureAwait(false);
        var current = directory.Current;
        var (open, again) = await SortTakenAsync(lane, current, deliveries, cancel).ConfigureAwait(false);
        deliveries = [.. again, .. open.Count == 0 ? open : await RerouteAsync(lane, current, container, open, cancel).ConfigureAwait(false)];
        if (deliveries.Count == 0) return;
        if (await deadlines.EndSealedAheadAsync(deliveries, container, cancel).ConfigureAwait(false)) return;
        var peer = current.FindNode(lane.Peer)!;

        // 2. One exchange, through the peer's own breaker.
        var transfer = new ContainerTransfer(
            container.MessageId,
            container.Sender,
            [.. deliveries.Select(delivery => delivery.Recipient)],
            [.. container.Path, parts.Identity.NodeId],
            current.Serial,
            container.Digest,
            container.Length,
            token => parts.Blobs.OpenAsync(container.Blob, token))
        {
            Attempts = deliveries.Max(delivery => delivery.Attempts),
        };
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
                // It has asked for the newer one where it thinks that we are.
                if (temporary.Code == ProblemCodes.DirectoryBehind) await directory.BringToAsync(lane.Peer, serial: null, cancel).ConfigureAwait(false);
                await PostponeAsync(lane, deliveries, temporary.Code, temporary.Detail, temporary.RetryAfter, cancel).ConfigureAwait(false);
                return;
            case PeerAnswer.Rejected rejected:
                await RejectAsync(lane, deliveries, container, rejected, cancel).ConfigureAwait(false);
                return;
        }
    }

    private async Task EnterAsync(PeerLane lane, List<DeliveryRow> deliveries, PeerAnswer.Answered answered, CancellationToken cancel)
    {
        var message = deliveries[0].MessageId;
        var usable = new List<(Receipt Receipt, byte[] File)>();
        string? unusable = null;
        foreach (var file in answered.Receipts)
        {
            var (receipt, problem) = await intake.OpenAsync(lane.Peer, file, cancel).ConfigureAwait(false);
            if (receipt is not null && receipt.MessageId == message) usable.Add((receipt, file));
            else unusable ??= problem?.Detail ?? "a receipt about another message";
        }

        if (usable.Count > 0) await intake.EnterAsync(lane.Peer, usable, cancel).ConfigureAwait(false);
        Log.Sent(_logger, message, lane.Peer, deliveries[0].Attempts + 1, usable.Count);

        // Whoever is still queued got no receipt that counts: 2xx alone proves nothing.
        var open = await parts.Journal.ReadAsync(
            journal => deliveries.Where(delivery => journal.FindDelivery(delivery.DeliveryId)!.State == DeliveryState.Queued).ToList(), cancel)
            .ConfigureAwait(false);
        if (open.Count > 0) unusable = unusable is null ? $"no receipt that counts for {open.Count} recipient(s)" : $"{unusable}; none that counts for {open.Count} recipient(s)";

        // Told once of each letter: who answers rubbish does so to ten thousand of them, every few minutes, for days.
        var isKnown = open.Count > 0 && open.All(delivery => delivery.LastError == Uncounted);
        if (unusable is not null && !isKnown) await AlarmAsync(lane, message, unusable, cancel).ConfigureAwait(false);
        if (open.Count > 0) await PostponeAsync(lane, open, PeerCodes.Garbage, NoneCounts, null, cancel).ConfigureAwait(false);
        if (lane.Judge(isOfUse: open.Count < deliveries.Count)) Log.BreakerOpened(_logger, lane.Peer, lane.PausedUntil);
    }

    /// <summary>Sorts out what goes another way by this directory, or none, or has come home.</summary>
    /// <returns>What goes to this peer.</returns>
    private async Task<List<DeliveryRow>> RerouteAsync(
        PeerLane lane, ExchangeDirectory current, ContainerRow container, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        Route RouteOf(DeliveryRow delivery) => current.FindOrganisation(delivery.Recipient)?.Node is { } node
            ? parts.Router.Next(current, node, container.Path, container.AccessMark)
            : new Route.None(ReasonCodes.RecipientUnknown);

        // 1. What stays, and what does not: whoever had it to take may have taken it, and only the answer was lost.
        var routes = deliveries.ToLookup(delivery => RouteOf(delivery) is Route.Via via && via.Hop.Id == lane.Peer);
        if (!routes[false].Any()) return deliveries;
        var leaving = await AskAsync(lane, current, [.. routes[false]], cancel).ConfigureAwait(false);

        // 2. No way: it waits for a directory that shows one, unless nobody would take it for weeks even then.
        var lost = leaving.Where(delivery => RouteOf(delivery) is Route.None or Route.Back).ToList();
        if (lost.Count > 0 && !await deadlines.EndSealedAheadAsync(lost, container, cancel).ConfigureAwait(false))
            await PostponeAsync(lane, lost, PeerCodes.NoRoute, "the directory shows no way", null, cancel).ConfigureAwait(false);

        // 3. Its mailbox is here now.
        var arrived = leaving.Where(delivery => RouteOf(delivery) is Route.Here).ToList();
        if (arrived.Count > 0 && await home.EnterAsync(arrived, container, cancel).ConfigureAwait(false) is { } problem)
        {
            // Without its octets an administrator must act, as when they cannot be sent.
            if (problem is not { Code: PeerCodes.BlobUnreadable, RetryAfter: null })
                await PostponeAsync(lane, arrived, problem.Code, problem.Detail, problem.RetryAfter, cancel).ConfigureAwait(false);
            else if (!await deadlines.EndSealedAheadAsync(arrived, container, cancel).ConfigureAwait(false))
                await RejectAsync(lane, arrived, container, new PeerAnswer.Rejected(problem.Code, problem.Detail), cancel).ConfigureAwait(false);
        }

        // 4. Another way.
        var elsewhere = leaving.Select(delivery => (Delivery: delivery, Hop: (RouteOf(delivery) as Route.Via)?.Hop.Id)).Where(item => item.Hop is not null).ToList();
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

        return [.. routes[true]];
    }

    /// <summary>
    /// Asks all who may have the proof of what an installation has taken already. The node it was taken at is sent it once more, and knows it again; anybody else
    /// would get it a second time.
    /// </summary>
    /// <returns>Those that nobody is known to have taken, and those that go to this peer once more.</returns>
    private async Task<(List<DeliveryRow> Open, List<DeliveryRow> Again)> SortTakenAsync(
        PeerLane lane, ExchangeDirectory current, List<DeliveryRow> deliveries, CancellationToken cancel)
    {
        // What is sent for the first time nobody has taken.
        if (deliveries.All(delivery => delivery.Attempts == 0)) return (deliveries, []);
        var taken = await parts.Journal.ReadAsync(
            journal => deliveries.Select(delivery => (Delivery: delivery, At: Witnesses.SpokeAt(journal, delivery)))
                .Where(item => item.At.Count > 0)
                .Select(item => (item.Delivery, item.At, Asked: witnesses.Of(journal, current, item.Delivery))).ToList(),
            cancel).ConfigureAwait(false);
        if (taken.Count == 0) return (deliveries, []);
        await question.AskAllAsync(taken.SelectMany(item => item.Asked.Select(peer => (peer, item.Delivery))), within: null, cancel).ConfigureAwait(false);
        var unproven = await parts.Journal.ReadAsync(
            journal => taken.Where(item => journal.FindDelivery(item.Delivery.DeliveryId)!.State == DeliveryState.Queued).ToList(), cancel).ConfigureAwait(false);
        var isThere = current.FindNode(lane.Peer) is not null;
        var again = unproven.ToLookup(item => isThere && item.At.Contains(lane.Peer), item => item.Delivery);
        if (again[false].Any()) await PostponeAsync(lane, [.. again[false]], PeerCodes.ProofMissing, null, null, cancel).ConfigureAwait(false);
        return ([.. deliveries.Except(taken.Select(item => item.Delivery))], [.. again[true]]);
    }

    /// <summary>Asks a hop that a container leaves, or that rejects it, whether it has it; a mailbox that moved would else get it at both places.</summary>
    /// <returns>Those that are still to be sent.</returns>
    private async Task<List<DeliveryRow>> AskAsync(PeerLane lane, ExchangeDirectory current, List<DeliveryRow> leaving, CancellationToken cancel)
    {
        if (current.FindNode(lane.Peer) is not { } peer) return leaving;
        await question.AskAllAsync(leaving.Select(delivery => (peer, delivery)), within: null, cancel).ConfigureAwait(false);
        return await parts.Journal.ReadAsync(
            journal => leaving.Where(delivery => journal.FindDelivery(delivery.DeliveryId)!.State == DeliveryState.Queued).ToList(), cancel).ConfigureAwait(false);
    }

    private async Task PostponeAsync(
        PeerLane lane, List<DeliveryRow> deliveries, string code, string? detail, TimeSpan? retryAfter, CancellationToken cancel)
    {
        var attempt = deliveries[0].Attempts + 1;
        var next = RetrySchedule.Next(parts, attempt, retryAfter);
        await NoteFailureAsync(deliveries, next, code, detail, alarm: null, cancel).ConfigureAwait(false);
        Log.AttemptFailed(_logger, attempt, deliveries[0].MessageId, lane.Peer, code, detail, next);
    }

    private async Task RejectAsync(
        PeerLane lane, List<DeliveryRow> deliveries, ContainerRow container, PeerAnswer.Rejected rejected, CancellationToken cancel)
    {
        if (rejected.Code == ProblemCodes.Loop)
        {
            // Where it would go round, one of two directories is the older one; with the newer there may be another way.
            if (await directory.FetchFromAsync(lane.Peer, cancel).ConfigureAwait(false)) return;

            // One recipient that goes round must not keep the others.
            if (deliveries.Count > 1)
            {
                foreach (var delivery in deliveries) await SendAsync(lane, [delivery], cancel).ConfigureAwait(false);
                return;
            }
        }

        // An earlier attempt may have been taken and its answer lost: octets that have changed on our disk since are not known again there.
        deliveries = await AskAsync(lane, directory.Current, deliveries, cancel).ConfigureAwait(false);
        if (deliveries.Count == 0) return;

        // Whose fault it is decides where an administrator looks.
        var error = RetrySchedule.Error(rejected.Code, rejected.Detail);
        var isKnown = deliveries.All(delivery => delivery.LastError == error);
        var next = RetrySchedule.AfterRejection(parts, isKnown ? deliveries[0].Attempts + 1 : 1);
        var own = rejected.Code == PeerCodes.BlobUnreadable ? rejected.Detail : isKnown ? null : await StoredOctets.FindDamageAsync(parts, container, cancel).ConfigureAwait(false);
        if (own is not null)
        {
            await NoteFailureAsync(deliveries, next, PeerCodes.BlobUnreadable, own, $"cannot be handed to {lane.Peer}: {own}", cancel).ConfigureAwait(false);
            Log.OctetsLost(_logger, container.MessageId, lane.Peer, own, next);
            return;
        }

        // Told once of each letter: what stands before a peer may reject ten thousand of them, every few minutes, for days.
        var alarm = isKnown ? null : $"{lane.Peer} rejects: {rejected.Code} {rejected.Detail}".TrimEnd();
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
                        LastError = RetrySchedule.Error(code, detail),
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

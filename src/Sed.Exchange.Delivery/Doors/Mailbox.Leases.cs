using System.Collections.Concurrent;
using System.Globalization;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Doors;

/// <content>Leases: who is given what, for how long, and what becomes of what nobody can take.</content>
public sealed partial class Mailbox
{
    /// <summary>How long what is <see cref="EventKinds.Poison"/> waits behind everything new, and how long a mailbox then has peace of it.</summary>
    private static readonly TimeSpan PoisonTurn = TimeSpan.FromHours(1);

    // When a mailbox gave something marked last, by the monotonic clock. A process that does not know it yet gives one too early.
    private readonly ConcurrentDictionary<Guid, long> _poisonGiven = new();

    /// <summary>
    /// Leases what waits to one client: oldest first for each organisation, and when more waits than is given, the organisations take turns. Together no more
    /// than <see cref="DeliveryOptions.LeaseBytes"/>, but one at least. What is <see cref="EventKinds.Poison"/> comes when nothing else waits or when it has waited
    /// for an hour, and alone.
    /// </summary>
    /// <param name="organisations">Whose mail.</param>
    /// <param name="client">Who leases it.</param>
    /// <param name="max">Messages at most.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="bytes">Octets of containers at most, less than the option; null: the option.</param>
    public async Task<IReadOnlyList<MailboxItem>> LeaseAsync(
        IReadOnlyCollection<Guid> organisations, string client, int max, CancellationToken cancel, long? bytes = null)
    {
        if (_restoration.IsUnderWay) return [];
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var octets = Math.Min(bytes ?? long.MaxValue, _parts.Options.LeaseBytes);
        return await GiveAsync(journal => Choose(journal, organisations, max, octets, now), client, now, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Leases what waits as <see cref="LeaseAsync"/> does, but by whole messages: with each comes everything that waits of it for any of these organisations. For a
    /// client of this node's own that has one copy for all of them, as folders do.
    /// </summary>
    /// <param name="organisations">Whose mail.</param>
    /// <param name="client">Who leases it.</param>
    /// <param name="max">Messages at most, however many of the organisations each is for.</param>
    /// <param name="kind">Only these; null: documents and reports.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<MailboxItem>> LeaseMessagesAsync(
        IReadOnlyCollection<Guid> organisations, string client, int max, EnvelopeKind? kind, CancellationToken cancel)
    {
        if (_restoration.IsUnderWay) return [];
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());

        // Looked for where nobody waits for it: the way to one kind may lead past very much of the other. The commit takes what still waits.
        var found = await _parts.Journal.ReadAsync(
            journal => Choose(journal, organisations, max, _parts.Options.LeaseBytes, now, kind, byMessage: true), cancel).ConfigureAwait(false);
        if (found.Count == 0) return [];
        return await GiveAsync(
            journal => [.. found.Select(delivery => journal.FindDelivery(delivery.DeliveryId)).OfType<DeliveryRow>().Where(delivery => delivery.State == DeliveryState.Waiting)],
            client,
            now,
            cancel).ConfigureAwait(false);
    }

    /// <summary>Gives one lease another lease's time, up to <see cref="DeliveryOptions.LeaseLimit"/> after it was given.</summary>
    public async Task<RenewalResult> RenewAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, CancellationToken cancel)
    {
        if (_restoration.Shut is { } shut) return new RenewalResult.NotDone(shut);
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var result = await _parts.Journal.CommitAsync(journal => Renew(journal, organisations, deliveryId, leaseId, now), cancel).ConfigureAwait(false);
        if (result is RenewalResult.Renewed renewed) Log.LeaseRenewed(_logger, deliveryId, renewed.Until);
        return result;
    }

    /// <summary>
    /// Gives leases that were not given to anybody else another lease's time, without end, also those that ran out: for a client of this node's own that keeps messages lying for
    /// its installation, as folders do. What is no longer leased so stays as it is.
    /// </summary>
    /// <returns>How many are held on.</returns>
    public Task<int> KeepAsync(
        IReadOnlyCollection<Guid> organisations, IReadOnlyCollection<(Guid DeliveryId, Guid LeaseId)> leases, CancellationToken cancel)
    {
        var until = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow()) + _parts.Options.Lease;
        return _parts.Journal.CommitAsync(
            journal =>
            {
                var renewed = 0;
                foreach (var (deliveryId, leaseId) in leases)
                {
                    if (Own(journal, organisations, deliveryId) is not { State: DeliveryState.Leased } delivery || delivery.LeaseId != leaseId) continue;
                    journal.Update(delivery with { LeasedUntil = until });
                    renewed++;
                }

                return renewed;
            },
            cancel);
    }

    /// <summary>Puts deliveries whose lease ran out back into the mailbox.</summary>
    internal async Task ReleaseExpiredAsync(CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var any = await _parts.Journal.ReadAsync(journal => journal.ExpiredLeases(now, 1).Count > 0, cancel).ConfigureAwait(false);
        if (!any) return;
        var released = await _parts.Journal.CommitAsync(
            journal =>
            {
                var expired = journal.ExpiredLeases(now, 500);
                foreach (var delivery in expired)
                {
                    var isPoison = BecomesPoison(delivery);
                    journal.Update(delivery with
                    {
                        State = DeliveryState.Waiting,
                        StateSince = now,
                        LeaseId = null,
                        LeasedUntil = null,
                        PoisonSince = isPoison ? now : delivery.PoisonSince,
                    });
                    journal.Append(new EventRow
                    {
                        At = now,
                        Kind = EventKinds.LeaseExpired,
                        Organisation = delivery.Recipient,
                        MessageId = delivery.MessageId,
                        DeliveryId = delivery.DeliveryId,
                        Counterpart = delivery.Sender,
                    });
                    if (isPoison) TellPoison(journal, delivery, now);
                }

                return expired;
            },
            cancel).ConfigureAwait(false);
        foreach (var delivery in released)
        {
            Log.LeaseExpired(_logger, delivery.DeliveryId);
            if (BecomesPoison(delivery)) Log.Poison(_logger, delivery.MessageId, delivery.Recipient, delivery.Leases);
        }

        if (released.Count > 0) _mail.Beat();
    }

    private bool BecomesPoison(DeliveryRow expired) => expired.PoisonSince is null && expired.Leases >= _parts.Options.PoisonAfter;

    /// <summary>Gives one client a lease of each delivery that is chosen.</summary>
    private async Task<List<MailboxItem>> GiveAsync(
        Func<IJournalReader, List<DeliveryRow>> choose, string client, DateTimeOffset now, CancellationToken cancel)
    {
        var given = await _parts.Journal.CommitAsync(
            journal =>
            {
                var items = new List<MailboxItem>();
                foreach (var waiting in choose(journal))
                {
                    var lease = new LeaseRow(waiting.DeliveryId, _parts.Entropy.NewId(), client, now, now + _parts.Options.Lease);
                    var leased = waiting with
                    {
                        State = DeliveryState.Leased,
                        StateSince = now,
                        LeaseId = lease.LeaseId,
                        LeasedUntil = lease.Until,
                        Leases = waiting.Leases + 1,
                        PerhapsSeen = true,
                    };
                    journal.Add(lease);
                    journal.Update(leased);

                    // Whoever leases now is told whether somebody may have seen it before.
                    items.Add(ToItem(journal, leased with { PerhapsSeen = waiting.PerhapsSeen }));
                }

                return items;
            },
            cancel).ConfigureAwait(false);
        foreach (var item in given.Where(item => item.Delivery.PoisonSince is not null)) _poisonGiven[item.Delivery.Recipient] = _parts.Time.GetTimestamp();
        return given;
    }

    /// <summary>What one lease call is given, oldest first.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="organisations">Whose mail.</param>
    /// <param name="max">Deliveries at most, or messages.</param>
    /// <param name="octets">Octets of containers at most, but one container at least.</param>
    /// <param name="now">The time.</param>
    /// <param name="kind">Only these; null: documents and reports.</param>
    /// <param name="byMessage">True: with each comes what waits of the same message for the other organisations.</param>
    private List<DeliveryRow> Choose(
        IJournalReader journal, IReadOnlyCollection<Guid> organisations, int max, long octets, DateTimeOffset now, EnvelopeKind? kind = null, bool byMessage = false)
    {
        if (max > 0 && PoisonInTurn(journal, organisations, now, kind) is { } marked) return Whole(marked);

        // By turns: ten thousand letters of one organisation are not between another and its first.
        var waiting = organisations.Distinct()
            .SelectMany(organisation => journal.Waiting([organisation], max, kind).Select((delivery, turn) => (delivery, turn)))
            .OrderBy(row => row.turn).ThenBy(row => row.delivery.CreatedAt).ThenBy(row => row.delivery.DeliveryId)
            .Select(row => row.delivery);
        var chosen = new Dictionary<Guid, DeliveryRow>();
        var messages = 0;
        foreach (var delivery in waiting)
        {
            if (messages == max) break;
            if (chosen.ContainsKey(delivery.DeliveryId)) continue;
            octets -= journal.FindContainer(delivery.Container)!.Length;
            if (octets < 0 && messages > 0) break;
            messages++;
            foreach (var part in Whole(delivery)) chosen[part.DeliveryId] = part;
        }

        if (messages == 0) return journal.Poisoned(organisations, Math.Min(max, 1), kind) is [var poison, ..] ? Whole(poison) : [];
        return [.. chosen.Values.OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.DeliveryId)];

        List<DeliveryRow> Whole(DeliveryRow delivery) => byMessage ? WaitingOf(journal, organisations, delivery) : [delivery];
    }

    /// <summary>
    /// What is marked and has waited its hour behind what is new, or null. New mail that never ends must not keep the innocent here for ever, and what is marked must not
    /// take more than one call in an hour from a mailbox where new mail waits.
    /// </summary>
    private DeliveryRow? PoisonInTurn(IJournalReader journal, IReadOnlyCollection<Guid> organisations, DateTimeOffset now, EnvelopeKind? kind)
    {
        var rested = organisations.Where(organisation => !_poisonGiven.TryGetValue(organisation, out var last) || _parts.Time.GetElapsedTime(last) >= PoisonTurn).ToList();
        return journal.Poisoned(rested, 1, kind) is [var oldest, ..] && now - oldest.StateSince >= PoisonTurn ? oldest : null;
    }

    /// <summary>What waits of a delivery's message for these organisations, itself among it; marked or not, it is one copy.</summary>
    private static List<DeliveryRow> WaitingOf(IJournalReader journal, IReadOnlyCollection<Guid> organisations, DeliveryRow delivery) =>
        [.. organisations.Distinct()
            .Select(organisation => journal.FindDelivery(Lane.In, delivery.Sender, delivery.MessageId, organisation))
            .OfType<DeliveryRow>()
            .Where(part => part.State == DeliveryState.Waiting && part.Container == delivery.Container)];

    private RenewalResult Renew(IJournalTransaction journal, IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, DateTimeOffset now)
    {
        if (Own(journal, organisations, deliveryId) is not { } delivery) return Not(ProblemCodes.NotFound);
        if (journal.FindLease(deliveryId, leaseId) is not { } lease) return Not(ProblemCodes.LeaseUnknown);
        if (delivery.State is DeliveryState.Collected or DeliveryState.Declined) return Not(ProblemCodes.AlreadySettled, delivery.State.ToString());
        if (delivery.LeaseId != leaseId || delivery.LeasedUntil <= now) return Not(ProblemCodes.LeaseExpired);
        var last = lease.From + _parts.Options.LeaseLimit;
        if (delivery.LeasedUntil >= last) return Not(ProblemCodes.LeaseLimit);
        var until = now + _parts.Options.Lease < last ? now + _parts.Options.Lease : last;
        journal.Update(delivery with { LeasedUntil = until });
        return new RenewalResult.Renewed(until);

        static RenewalResult.NotDone Not(string code, string? detail = null) => new(new Problem(code, detail));
    }

    /// <summary>The recipient's feed and the administrator hear of a message that nobody can take.</summary>
    private static void TellPoison(IJournalTransaction journal, DeliveryRow delivery, DateTimeOffset now)
    {
        var told = new EventRow
        {
            At = now,
            Kind = EventKinds.Poison,
            Organisation = delivery.Recipient,
            MessageId = delivery.MessageId,
            DeliveryId = delivery.DeliveryId,
            Counterpart = delivery.Sender,
            Detail = string.Create(CultureInfo.InvariantCulture, $"leased {delivery.Leases} times"),
        };
        journal.Append(told);
        journal.Append(told with { Kind = EventKinds.Alarm, Organisation = null, Counterpart = delivery.Recipient, Detail = $"poison: {told.Detail} and never settled" });
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>The mailboxes of this node's organisations: list, lease, read, collect, decline.</summary>
public sealed class Mailbox
{
    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;
    private readonly DirectoryHistory _history;
    private readonly ReceiptDesk _desk;
    private readonly ReceiptLedger _ledger;
    private readonly Pulse _work;
    private readonly Pulse _mail;
    private readonly Restoration _restoration;
    private readonly ILogger _logger;

    internal Mailbox(GatewayParts parts, DirectoryKeeper directory, DirectoryHistory history, ReceiptDesk desk, ReceiptLedger ledger, Restoration restoration, Pulse work, Pulse mail)
    {
        _restoration = restoration;
        _parts = parts;
        _directory = directory;
        _history = history;
        _desk = desk;
        _ledger = ledger;
        _work = work;
        _mail = mail;
        _logger = parts.Logging.CreateLogger<Mailbox>();
    }

    /// <summary>What waits for these organisations, oldest first and what is <see cref="EventKinds.Poison"/> last; waits up to <paramref name="wait"/> for the first one.</summary>
    public async Task<IReadOnlyList<MailboxItem>> ListAsync(
        IReadOnlyCollection<Guid> organisations, int max, TimeSpan wait, CancellationToken cancel)
    {
        if (_restoration.IsUnderWay) return [];
        var began = _parts.Time.GetTimestamp();
        while (true)
        {
            var beat = _mail.Next;
            var items = await _parts.Journal.ReadAsync(
                journal => journal.Waiting(organisations, max).Concat(journal.Poisoned(organisations, max)).Take(max)
                    .Select(delivery => ToItem(journal, delivery)).ToList(),
                cancel).ConfigureAwait(false);
            var left = wait - _parts.Time.GetElapsedTime(began);
            if (items.Count > 0 || left <= TimeSpan.Zero) return items;
            await Pulse.WaitAsync(beat, left, _parts.Time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Leases what waits to one client: oldest first for each organisation, and when more waits than is given, the organisations take turns. Together no more
    /// than <see cref="DeliveryOptions.LeaseBytes"/>, but one at least. What is <see cref="EventKinds.Poison"/> comes when nothing else waits, and alone.
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
        return await _parts.Journal.CommitAsync(
            journal =>
            {
                var items = new List<MailboxItem>();
                foreach (var waiting in Choose(journal, organisations, max, octets))
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
    /// Gives leases that are still held another lease's time, for a client that keeps messages lying for its installation; what is no longer leased so
    /// stays as it is.
    /// </summary>
    /// <returns>How many are held on.</returns>
    public Task<int> RenewAsync(
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

    /// <summary>One delivery of these organisations, in any state, or null.</summary>
    public Task<MailboxItem?> FindAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, CancellationToken cancel) =>
        _parts.Journal.ReadAsync(
            journal => Own(journal, organisations, deliveryId) is { } delivery ? ToItem(journal, delivery) : null, cancel);

    /// <summary>
    /// Opens the stored container for reading and verifies it again; the caller disposes the content. Marks the delivery perhaps seen. Null: there is none,
    /// or its octets are purged (<see cref="ContainerRow.Remains"/>).
    /// </summary>
    /// <exception cref="BlobException">The octets are not there: promise 5 is broken, an administrator must act.</exception>
    public async Task<MailboxContent?> OpenAsync(IReadOnlyCollection<Guid> organisations, Guid deliveryId, CancellationToken cancel)
    {
        var item = await FindAsync(organisations, deliveryId, cancel).ConfigureAwait(false);
        if (item is not { Container.Remains: Remains.Everything }) return null;
        var octets = await _parts.Blobs.OpenAsync(item.Container.Blob, cancel).ConfigureAwait(false);
        try
        {
            var opened = await _history.OpenAsync(_parts.Journal, octets, _parts.ContainerLimits, _directory.Current, _parts.Time.GetUtcNow(), cancel).ConfigureAwait(false);
            if (opened.Envelope is null || opened.Digest != item.Container.Digest)
                throw BlobException.Damage($"The stored container of message {item.Container.MessageId} is no longer what was received.");
            if (!item.Delivery.PerhapsSeen) await MarkSeenAsync(deliveryId, cancel).ConfigureAwait(false);
            return new MailboxContent { Octets = octets, Container = opened, DocumentSignatures = JudgeDocuments(opened) };
        }
        catch
        {
            await octets.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The installation confirms taking it; any past holder's lease is taken.</summary>
    public Task<SettlementResult> CollectAsync(
        IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, CancellationToken cancel) =>
        SettleAsync(organisations, deliveryId, leaseId, ReceiptKind.Collected, reason: null, cancel);

    /// <summary>The installation refuses it with a reason: one of <see cref="DeclineCodes.All"/>.</summary>
    /// <exception cref="ArgumentException">The reason is not one of them.</exception>
    public Task<SettlementResult> DeclineAsync(
        IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, string reason, CancellationToken cancel) =>
        DeclineCodes.All.Contains(reason)
            ? SettleAsync(organisations, deliveryId, leaseId, ReceiptKind.Declined, reason, cancel)
            : throw new ArgumentException($"Not a reason to decline: {reason}", nameof(reason));

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

    /// <summary>What one lease call is given, oldest first.</summary>
    private static List<DeliveryRow> Choose(IJournalReader journal, IReadOnlyCollection<Guid> organisations, int max, long octets)
    {
        // By turns: ten thousand letters of one organisation are not between another and its first.
        var waiting = organisations.Distinct()
            .SelectMany(organisation => journal.Waiting([organisation], max).Select((delivery, turn) => (delivery, turn)))
            .OrderBy(row => row.turn).ThenBy(row => row.delivery.CreatedAt).ThenBy(row => row.delivery.DeliveryId)
            .Select(row => row.delivery).Take(max);
        var chosen = new List<DeliveryRow>();
        foreach (var delivery in waiting)
        {
            octets -= journal.FindContainer(delivery.Container)!.Length;
            if (octets < 0 && chosen.Count > 0) break;
            chosen.Add(delivery);
        }

        if (chosen.Count == 0) return [.. journal.Poisoned(organisations, Math.Min(max, 1))];
        return [.. chosen.OrderBy(delivery => delivery.CreatedAt).ThenBy(delivery => delivery.DeliveryId)];
    }

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

    private async Task<SettlementResult> SettleAsync(
        IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, ReceiptKind kind, string? reason, CancellationToken cancel)
    {
        if (_restoration.Shut is { } shut) return new SettlementResult.NotDone(shut);
        var item = await FindAsync(organisations, deliveryId, cancel).ConfigureAwait(false);
        if (item is null) return new SettlementResult.NotDone(new Problem(ProblemCodes.NotFound));
        var receipt = _desk.Issue(kind, item.Container, item.Delivery.Recipient, new Statement { Reason = reason });
        var state = kind == ReceiptKind.Collected ? DeliveryState.Collected : DeliveryState.Declined;
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var directory = _directory.Current;
        var result = await _parts.Journal.CommitAsync<SettlementResult>(
            journal =>
            {
                var delivery = journal.FindDelivery(deliveryId)!;

                // Leases of the life that a restored node forgot are unknown to it, and those of a message whose metadata are purged; what they ended in is not.
                var isForgotten = _restoration.Row is not null || item.Container.MetadataPurgedAt is not null;
                var isHolder = journal.FindLease(deliveryId, leaseId) is not null || (isForgotten && delivery.State == state);
                if (!isHolder) return new SettlementResult.NotDone(new Problem(ProblemCodes.LeaseUnknown));
                if (delivery.State is DeliveryState.Collected or DeliveryState.Declined)
                {
                    if (delivery.State != state)
                        return new SettlementResult.NotDone(new Problem(ProblemCodes.AlreadySettled, delivery.State.ToString()));
                    var first = journal.ReceiptsOf(delivery.MessageId, delivery.Recipient).First(known =>
                        known.Kind == kind && known.IssuerNode == _parts.Identity.NodeId && known.Container == delivery.Container);
                    return new SettlementResult.Settled(first, Already: true);
                }

                journal.Update(delivery with { State = state, StateSince = now, LeaseId = null, LeasedUntil = null, WarnAt = null });
                Tell(journal, item.Container, delivery, receipt, directory, now);
                return new SettlementResult.Settled(receipt, Already: false);
            },
            cancel).ConfigureAwait(false);
        if (result is SettlementResult.Settled { Already: false })
        {
            Log.Settled(_logger, deliveryId, state.ToString());
            _work.Beat();
        }

        return result;
    }

    /// <summary>Tells the sender: by its own delivery when it was admitted here, and by an owed receipt when it is elsewhere.</summary>
    private void Tell(
        IJournalTransaction journal, ContainerRow container, DeliveryRow delivery, ReceiptRow receipt, ExchangeDirectory directory, DateTimeOffset now)
    {
        if (journal.FindDelivery(Lane.Out, delivery.Sender, delivery.MessageId, delivery.Recipient) is { } outgoing)
            ReceiptLedger.EnterOwn(journal, receipt, outgoing, now, _parts.Options);
        else journal.Add(receipt);
        _ledger.Owe(journal, receipt, delivery.Sender, container.OriginNode, delivery.PreviousHop, directory, now);
    }

    private Task<bool> MarkSeenAsync(Guid deliveryId, CancellationToken cancel) => _parts.Journal.CommitAsync(
        journal =>
        {
            if (journal.FindDelivery(deliveryId) is { PerhapsSeen: false } unseen) journal.Update(unseen with { PerhapsSeen = true });
            return true;
        },
        cancel);

    private IReadOnlyList<SignatureVerdict> JudgeDocuments(OpenedContainer opened)
    {
        var files = opened.OpenPackage();
        return PackageReader.Read(files, _parts.PackageLimits).Facts is { } facts
            ? [.. DocumentJudge.Judge(_parts, files, facts, _directory.Current).SelectMany(signature => signature.Verdicts)]
            : [];
    }

    private static DeliveryRow? Own(IJournalReader journal, IReadOnlyCollection<Guid> organisations, Guid deliveryId) =>
        journal.FindDelivery(deliveryId) is { Lane: Lane.In } delivery && organisations.Contains(delivery.Recipient) ? delivery : null;

    // What waits in a mailbox that has moved may have been sent to the new one as well, when the answer from here was lost.
    private MailboxItem ToItem(IJournalReader journal, DeliveryRow delivery) => new(
        delivery,
        journal.FindContainer(delivery.Container)!,
        delivery.PerhapsSeen || _directory.Current.FindOrganisation(delivery.Recipient)?.Node != _parts.Identity.NodeId);
}

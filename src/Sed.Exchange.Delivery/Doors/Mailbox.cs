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
public sealed partial class Mailbox
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

    private async Task<SettlementResult> SettleAsync(
        IReadOnlyCollection<Guid> organisations, Guid deliveryId, Guid leaseId, ReceiptKind kind, string? reason, CancellationToken cancel)
    {
        if (_restoration.Shut is { } shut) return new SettlementResult.NotDone(shut);
        var (item, answer) = await _parts.Journal.ReadAsync<(MailboxItem? Item, SettlementResult? Answer)>(
            journal =>
            {
                if (Own(journal, organisations, deliveryId) is not { } own) return (null, null);
                var found = ToItem(journal, own);
                return (found, AnswerOf(journal, found.Container, own, leaseId, kind));
            },
            cancel).ConfigureAwait(false);
        if (item is null) return new SettlementResult.NotDone(new Problem(ProblemCodes.NotFound));

        // What says nothing new needs no key, which may be away.
        if (answer is not null) return answer;
        var receipt = _desk.Issue(kind, item.Container, item.Delivery.Recipient, new Statement { Reason = reason });
        var now = ReceiptDesk.Milliseconds(_parts.Time.GetUtcNow());
        var directory = _directory.Current;
        var result = await _parts.Journal.CommitAsync<SettlementResult>(
            journal =>
            {
                var delivery = journal.FindDelivery(deliveryId)!;
                if (AnswerOf(journal, item.Container, delivery, leaseId, kind) is { } settled) return settled;
                journal.Update(delivery with { State = StateOf(kind), StateSince = now, LeaseId = null, LeasedUntil = null, WarnAt = null });
                Tell(journal, item.Container, delivery, receipt, directory, now);
                return new SettlementResult.Settled(receipt, Already: false);
            },
            cancel).ConfigureAwait(false);
        if (result is SettlementResult.Settled { Already: false })
        {
            Log.Settled(_logger, deliveryId, kind.ToString());
            _work.Beat();
        }

        return result;
    }

    /// <summary>What is answered without saying anything new: by nobody who had a lease, or settled already. Null: it is to be settled.</summary>
    private SettlementResult? AnswerOf(IJournalReader journal, ContainerRow container, DeliveryRow delivery, Guid leaseId, ReceiptKind kind)
    {
        // Leases of the life that a restored node forgot are unknown to it, and those of a message whose metadata are purged; what they ended in is not.
        var isForgotten = _restoration.Row is not null || container.MetadataPurgedAt is not null;
        var isHolder = journal.FindLease(delivery.DeliveryId, leaseId) is not null || (isForgotten && delivery.State == StateOf(kind));
        if (!isHolder) return new SettlementResult.NotDone(new Problem(ProblemCodes.LeaseUnknown));
        if (delivery.State is not (DeliveryState.Collected or DeliveryState.Declined)) return null;
        if (delivery.State != StateOf(kind)) return new SettlementResult.NotDone(new Problem(ProblemCodes.AlreadySettled, delivery.State.ToString()));
        var first = journal.ReceiptsOf(delivery.MessageId, delivery.Recipient)
            .First(known => known.Kind == kind && known.IssuerNode == _parts.Identity.NodeId && known.Container == delivery.Container);
        return new SettlementResult.Settled(first, Already: true);
    }

    private static DeliveryState StateOf(ReceiptKind kind) => kind == ReceiptKind.Collected ? DeliveryState.Collected : DeliveryState.Declined;

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

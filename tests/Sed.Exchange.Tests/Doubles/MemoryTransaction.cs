using System.Collections.Immutable;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>A view of a <see cref="MemoryDisk"/>, and changes to a copy of it.</summary>
internal sealed partial class MemoryTransaction(MemoryDisk disk) : IJournalTransaction, IDisposable
{
    // What the table of lanes does not have, no test and no seed gets away with.
    private static readonly HashSet<(Lane, DeliveryState?, DeliveryState)> Permitted = [.. LaneTable.Steps.Select(step => (step.Lane, step.From, step.To))];

    private MemoryDisk? _disk = disk;

    public MemoryDisk Disk
    {
        get => _disk ?? throw new ObjectDisposedException(nameof(IJournalTransaction));
        private set => _disk = value;
    }

    public int Epoch => Disk.Epoch;

    public RestoreRow? LastRestore() => Disk.Restore;

    public ClockRow? Clock() => Disk.Clock;

    public IReadOnlyList<ReconciledPeerRow> ReconciledPeers() => [.. Disk.Reconciled.Values];

    public void Dispose() => _disk = null;

    public ContainerRow? FindContainer(DigestValue digest) => Disk.Containers.GetValueOrDefault(digest.ToString());

    public IReadOnlyList<ContainerRow> ContainersOf(Guid messageId) =>
        [.. Disk.ContainerRows.Where(row => row.MessageId == messageId).OrderBy(row => row.StoredAt)];

    public IReadOnlyList<ContainerRow> DocumentsByReturnCode(Guid recipient, string returnCode, IReadOnlyCollection<Guid>? senders = null) =>
        Newest(row => row.ReturnCode == returnCode && senders?.Contains(row.Sender) != false && IsDocumentFor(row, recipient), 100);

    public IReadOnlyList<ContainerRow> DocumentsByUid(Guid recipient, string documentUid, IReadOnlyCollection<Guid>? senders = null) =>
        Newest(row => row.DocumentUid is { } uid && senders?.Contains(row.Sender) != false && Folded(uid) == Folded(documentUid) && IsDocumentFor(row, recipient), 100);

    public IReadOnlyList<ContainerRow> ContainersByClientReference(string clientReference, IReadOnlyCollection<Guid>? senders) =>
        Newest(row => row.ClientReference == clientReference && senders?.Contains(row.Sender) != false, 100);

    public IReadOnlyList<ContainerRow> RecentContainers(int max) => Newest(_ => true, max);

    public DeliveryRow? FindDelivery(Guid deliveryId) => Disk.Deliveries.GetValueOrDefault(deliveryId);

    public DeliveryRow? FindDelivery(Lane lane, Guid sender, Guid messageId, Guid recipient) => Disk.DeliveryRows.SingleOrDefault(
        row => row.Lane == lane && row.Sender == sender && row.MessageId == messageId && row.Recipient == recipient);

    public IReadOnlyList<DeliveryRow> DeliveriesOf(Guid messageId) =>
        [.. Disk.DeliveryRows.Where(row => row.MessageId == messageId)
            .OrderBy(row => row.Lane.ToString(), StringComparer.Ordinal).ThenBy(row => row.Sender).ThenBy(row => row.Recipient)];

    public IReadOnlyList<DeliveryRow> DueDeliveries(string nextHop, DateTimeOffset now, int max) =>
        [.. Queued().Where(row => row.NextHop == nextHop && row.NextAttemptAt <= Milliseconds(now))
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public IReadOnlyList<DeliveryRow> DueChases(DateTimeOffset now, int max) =>
        [.. Chased().Where(row => row.NextAttemptAt <= Milliseconds(now)).OrderBy(row => row.NextAttemptAt).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public DateTimeOffset? NextChase() => Chased().Min(row => row.NextAttemptAt);

    public IReadOnlyList<(string NextHop, DateTimeOffset Earliest)> QueuedHops() =>
        [.. Queued().Where(row => row.NextHop is not null && row.NextAttemptAt is not null)
            .GroupBy(row => row.NextHop!, row => row.NextAttemptAt!.Value)
            .Select(hop => (hop.Key, hop.Min())).OrderBy(hop => hop.Key, StringComparer.Ordinal)];

    public long QueuedBytes(string nextHop) =>
        Queued().Where(row => row.NextHop == nextHop).Select(row => row.Container).Distinct().Sum(container => Disk.Containers[container.ToString()].Length);

    public IReadOnlyList<DeliveryRow> Overdue(Lane lane, DateTimeOffset deadline, int max, DeliveryRow? after = null) =>
        [.. Disk.DeliveryRows
            .Where(row => row.Lane == lane && row.DeliverBy <= Milliseconds(deadline) && (lane, row.State)
                is (Lane.Out, DeliveryState.Queued or DeliveryState.Sent) or (Lane.Relay, DeliveryState.Queued))
            .Where(row => after is null || (row.DeliverBy, row.DeliveryId).CompareTo((after.DeliverBy, after.DeliveryId)) > 0)
            .OrderBy(row => row.DeliverBy).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public DateTimeOffset? NextDeadline(Lane lane, DateTimeOffset after) => Disk.DeliveryRows
        .Where(row => row.Lane == lane && row.DeliverBy > Milliseconds(after) && (lane, row.State)
            is (Lane.Out, DeliveryState.Queued or DeliveryState.Sent) or (Lane.Relay, DeliveryState.Queued))
        .Min(row => (DateTimeOffset?)row.DeliverBy);

    public IReadOnlyList<DeliveryRow> Waiting(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null) =>
        [.. Disk.DeliveryRows
            .Where(row => row.Lane == Lane.In && row.State == DeliveryState.Waiting && row.PoisonSince is null && recipients.Contains(row.Recipient) && IsOf(row, kind))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public IReadOnlyList<DeliveryRow> Unscheduled(int max) =>
        [.. Disk.DeliveryRows
            .Where(row => row switch
            {
                { Lane: Lane.In, State: DeliveryState.Leased } => row.LeasedUntil is null,
                { Lane: not Lane.In, State: DeliveryState.Queued } => row.NextAttemptAt is null || row.NextHop is null,
                _ => false,
            })
            .OrderBy(row => row.DeliveryId.ToString(), StringComparer.Ordinal).Take(Checked(max))];

    public IReadOnlyList<DeliveryRow> Poisoned(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null) =>
        [.. Disk.DeliveryRows
            .Where(row => row.Lane == Lane.In && row.State == DeliveryState.Waiting && row.PoisonSince is not null && recipients.Contains(row.Recipient) && IsOf(row, kind))
            .OrderBy(row => row.StateSince).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    private bool IsOf(DeliveryRow row, EnvelopeKind? kind) => kind is null || Disk.Containers[row.Container.ToString()].Kind == kind;

    public IReadOnlyList<DeliveryRow> DueWarnings(DateTimeOffset now, int max) =>
        [.. Disk.DeliveryRows.Where(row => row.WarnAt <= Milliseconds(now)).OrderBy(row => row.WarnAt).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public DateTimeOffset? NextWarning() => Disk.DeliveryRows.Min(row => row.WarnAt);

    public IReadOnlyList<DeliveryRow> ExpiredLeases(DateTimeOffset now, int max) =>
        [.. Disk.DeliveryRows
            .Where(row => row.Lane == Lane.In && row.State == DeliveryState.Leased && row.LeasedUntil <= Milliseconds(now))
            .OrderBy(row => row.LeasedUntil).ThenBy(row => row.DeliveryId).Take(Checked(max))];

    public LeaseRow? FindLease(Guid deliveryId, Guid leaseId) => Disk.Leases.GetValueOrDefault((deliveryId, leaseId));

    public ReceiptRow? FindReceipt(Guid receiptId) => Disk.Receipts.GetValueOrDefault(receiptId);

    public IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId) =>
        [.. Disk.ReceiptRows.OfType<ReceiptRow>().Where(row => row.MessageId == messageId)];

    public IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId, Guid recipient) =>
        [.. ReceiptsOf(messageId).Where(row => row.Recipient == recipient)];

    public RefusalRow? FindRefusal(DigestValue container, Guid recipient) =>
        Disk.Refusals.GetValueOrDefault(MemoryDisk.RefusalKey(container, recipient));

    public IReadOnlyList<(long Number, ReceiptRow Receipt)> ReceiptsSince(DateTimeOffset since, long after, int max) =>
        [.. Disk.ReceiptRows.Select((row, index) => ((long)index + 1, row!))
            .Where(row => row.Item1 > after && row.Item2?.StoredAt >= Milliseconds(since)).Take(Checked(max))];

    public IReadOnlyList<(long Number, ReceiptRow Receipt, bool WasHanded)> ReceiptsExchanged(string peer, DateTimeOffset since, long after, int max)
    {
        bool WasHanded(Guid receipt) => Disk.Handed.GetValueOrDefault(receipt) is { } handed && handed.ToNode == peer && handed.At >= Milliseconds(since);
        return [.. Disk.ReceiptRows.Select((row, index) => (Number: (long)index + 1, Receipt: row!, WasHanded: row is not null && WasHanded(row.ReceiptId)))
            .Where(row => row.Number > after && (row.Receipt?.StoredAt >= Milliseconds(since) || row.WasHanded)).Take(Checked(max))];
    }

    public HeldRow? FindHeld(DigestValue container, Guid recipient) => Disk.Held.GetValueOrDefault(MemoryDisk.RefusalKey(container, recipient));

    public IReadOnlyList<HeldRow> HeldOf(DigestValue container) => [.. Disk.Held.Values.Where(row => row.Container == container)];

    public IReadOnlyList<HeldRow> DueHeld(DateTimeOffset now, int max) =>
        [.. Disk.Held.Values.Where(row => row.NextAttemptAt <= Milliseconds(now)).OrderBy(row => row.NextAttemptAt).Take(Checked(max))];

    public IReadOnlyList<string> HeldPeers() => [.. Disk.Held.Values.Select(row => row.From).Distinct().Order(StringComparer.Ordinal)];

    public HeldRow? FirstHeld(string from, DateTimeOffset now) => DueHeld(now, int.MaxValue).FirstOrDefault(row => row.From == from);

    public DateTimeOffset? NextHeld() => Disk.Held.IsEmpty ? null : Disk.Held.Values.Min(row => row.NextAttemptAt);

    public long HeldBytes(string from) => Disk.Held.Values.Where(row => row.From == from).DistinctBy(row => row.Blob).Sum(row => row.Length);

    public IReadOnlyList<ParkedReportRow> ParkedReports(Guid reporter, Guid recipient) =>
        [.. Disk.Parked.Values.Where(row => row.Reporter == reporter && row.Recipient == recipient).OrderBy(row => row.At)];

    public IReadOnlyList<ReportToMakeRow> DueReportsToMake(DateTimeOffset now, int max) =>
        [.. Disk.ToMake.Values.Where(row => row.NextAttemptAt <= Milliseconds(now)).OrderBy(row => row.NextAttemptAt).ThenBy(row => row.ReceiptId).Take(Checked(max))];

    public DateTimeOffset? NextReportToMake() => Disk.ToMake.IsEmpty ? null : Disk.ToMake.Values.Min(row => row.NextAttemptAt);

    public IReadOnlyList<OwedReceiptRow> DueOwedReceipts(string toNode, DateTimeOffset now, int max) =>
        [.. Disk.Owed.Values.Where(row => row.ToNode == toNode && row.NextAttemptAt <= Milliseconds(now))
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.ReceiptId).Take(Checked(max))];

    public OwedReceiptRow? FindOwedReceipt(Guid receiptId) => Disk.Owed.GetValueOrDefault(receiptId);

    public IReadOnlyList<(string ToNode, DateTimeOffset Earliest)> OwedNodes() =>
        [.. Disk.Owed.Values.GroupBy(row => row.ToNode, row => row.NextAttemptAt)
            .Select(node => (node.Key, node.Min())).OrderBy(node => node.Key, StringComparer.Ordinal)];

    public IReadOnlyList<ReportRow> ReportsOf(Guid sender, Guid messageId) =>
        [.. Disk.Reports.Values.Where(row => row.MessageId == messageId && row.Sender == sender).OrderBy(row => row.At)];

    public IReadOnlyList<Guid> DocumentsReported(Guid reporter, Guid reportMessageId) =>
        [.. Disk.Reports.Values.Where(row => row.Recipient == reporter && row.ReportMessageId == reportMessageId).Select(row => row.MessageId).Distinct()];

    public SubscriptionRow? FindSubscription(Guid sender, Guid messageId, Guid recipient) =>
        Disk.Subscriptions.GetValueOrDefault(MemoryDisk.SubscriptionKey(sender, messageId, recipient));

    public IReadOnlyList<SubscriptionRow> DueSubscriptions(DateTimeOffset now, int max) =>
        [.. Disk.Subscriptions.Values.Where(row => row.LookAt <= Milliseconds(now)).OrderBy(row => row.LookAt).Take(Checked(max))];

    public DateTimeOffset? NextSubscription() => Disk.Subscriptions.Values.Min(row => row.LookAt);

    public IdempotencyRow? FindIdempotency(Guid sender, string key) => Disk.Submissions.GetValueOrDefault((sender, key));

    public bool IsToldWithoutDelivery(Guid organisation, Guid receiptId) =>
        Disk.EventRows.Any(row => row.ReceiptId == receiptId && row.Organisation == organisation && row.DeliveryId is null);

    public IReadOnlyList<EventRow> EventsAfter(long number, IReadOnlyCollection<Guid>? organisations, int max) =>
        [.. Disk.EventRows.Where(row => row.Number > number)
            .Where(row => organisations is null || (row.Organisation is { } organisation && organisations.Contains(organisation)))
            .Take(Checked(max))];

    public long LastEvent() => Math.Max(Disk.EventsRemovedUpTo, Disk.Events.IsEmpty ? 0 : Disk.Events[^1].Number);

    public IReadOnlyList<WebhookRow> Webhooks() => [.. Disk.Webhooks.Values];

    public WebhookRow? FindWebhook(string id) => Disk.Webhooks.GetValueOrDefault(id);

    public IReadOnlyList<(string Id, DateTimeOffset Due)> WaitingWebhooks() =>
        [.. Disk.Webhooks.Values
            .Where(row => row.DisabledAt is null && HasMore(row))
            .Select(row => (row.Id, row.NextAttemptAt ?? DateTimeOffset.MinValue))];

    // Numbers have gaps; what is new stands at the end.
    private bool HasMore(WebhookRow hook)
    {
        var lines = Disk.EventRows;
        for (var index = lines.Count - 1; index >= 0 && lines[index].Number > hook.Cursor; index--)
        {
            if (lines[index].Organisation == hook.Organisation) return true;
        }

        return false;
    }

    public IReadOnlyList<ClientRow> Clients() => [.. Disk.Clients.Values];

    public BlobIntentRow? FindBlobIntent(string name) => Disk.Blobs.GetValueOrDefault(name);

    public IReadOnlyList<BlobIntentRow> BlobIntents(BlobIntentState state, DateTimeOffset before, int max) =>
        [.. Disk.BlobRows.Where(row => row.State == state && row.At <= Milliseconds(before)).OrderBy(row => row.At).Take(Checked(max))];

    public DirectoryRow? LatestDirectory() => Disk.Directories.IsEmpty ? null : Disk.Directories.Last().Value;

    public DirectoryRow? FindDirectory(long serial) => Disk.Directories.GetValueOrDefault(serial);

    public DirectoryRow? DirectoryAtOrBelow(long serial) => Disk.Directories.Values.LastOrDefault(row => row.Serial <= serial);

    public DirectoryRow? DirectoryAbove(long serial) => Disk.Directories.Values.FirstOrDefault(row => row.Serial > serial);

    public IEnumerable<ContainerRow> AllContainers() => Alive(Disk.Containers.Values);

    public IEnumerable<DeliveryRow> AllDeliveries() => Alive(Disk.Deliveries.Values);

    public IEnumerable<ReceiptRow> AllReceipts() => Alive(Disk.Receipts.Values);

    public IEnumerable<RefusalRow> AllRefusals() => Alive(Disk.Refusals.Values);

    public IEnumerable<HeldRow> AllHeld() => Alive(Disk.Held.Values);

    public IEnumerable<OwedReceiptRow> AllOwedReceipts() => Alive(Disk.Owed.Values);

    public IEnumerable<ReportRow> AllReports() => Alive(Disk.Reports.Values);

    public IEnumerable<SubscriptionRow> AllSubscriptions() => Alive(Disk.Subscriptions.Values);

    public IEnumerable<ParkedReportRow> AllParkedReports() => Alive(Disk.Parked.Values);

    public IEnumerable<ReportToMakeRow> AllReportsToMake() => Alive(Disk.ToMake.Values);

    public IEnumerable<CaptureRow> AllCaptures() => Alive(Disk.Captures.Values);

    public IEnumerable<StampRow> AllStamps() => Alive(Disk.Stamps.Values);

    public IEnumerable<TaskRow> AllTasks() => Alive(Disk.Tasks.Values);

    public IEnumerable<DirectoryRow> AllDirectories() => Alive(Disk.Directories.Values);

    public IEnumerable<BlobIntentRow> AllBlobs() => Alive(Disk.Blobs.Values);

    public void Add(ContainerRow row)
    {
        row = row with
        {
            SentAt = Milliseconds(row.SentAt),
            DeliverBy = Milliseconds(row.DeliverBy),
            StoredAt = Milliseconds(row.StoredAt),
            ContentPurgedAt = Milliseconds(row.ContentPurgedAt),
            MetadataPurgedAt = Milliseconds(row.MetadataPurgedAt),
            Path = [.. row.Path],
        };
        Disk = Disk with { Containers = Added(Disk.Containers, row.Digest.ToString(), row) };
    }

    public void Add(DeliveryRow row)
    {
        row = Rounded(row) with { Version = 0 };
        CheckDelivery(row);
        Disk = Disk with { Deliveries = Added(Disk.Deliveries, row.DeliveryId, row) };
    }

    public void Update(DeliveryRow row)
    {
        if (FindDelivery(row.DeliveryId) is { } stored && stored.State != row.State && !Permitted.Contains((stored.Lane, stored.State, row.State)))
            throw new InvalidOperationException($"Lane {stored.Lane} has no step from {stored.State} to {row.State}.");
        Falsify(row);
    }

    /// <summary>Changes a delivery into any state: what a test needs that looks for what no program of ours writes.</summary>
    public void Falsify(DeliveryRow row)
    {
        if (FindDelivery(row.DeliveryId) is not { } stored || stored.Version != row.Version)
            throw new JournalConflictException($"Delivery {row.DeliveryId} is not there in version {row.Version}.");
        row = Rounded(row) with
        {
            Lane = stored.Lane,
            MessageId = stored.MessageId,
            Sender = stored.Sender,
            Recipient = stored.Recipient,
            Container = stored.Container,
            CreatedAt = stored.CreatedAt,
            DeliverBy = stored.DeliverBy,
            PreviousHop = stored.PreviousHop,
            Version = row.Version + 1,
        };
        CheckDelivery(row);
        Disk = Disk with { Deliveries = Disk.Deliveries.SetItem(row.DeliveryId, row) };
    }

    public void Add(ReceiptRow row)
    {
        row = row with { IssuedAt = Milliseconds(row.IssuedAt), StoredAt = Milliseconds(row.StoredAt), Bytes = [.. row.Bytes] };
        Disk = Disk with { Receipts = Added(Disk.Receipts, row.ReceiptId, row), ReceiptOrder = Disk.ReceiptOrder.Add(row.ReceiptId) };
    }

    public void Add(RefusalRow row) => Disk = Disk with
    {
        Refusals = Added(Disk.Refusals, MemoryDisk.RefusalKey(row.Container, row.Recipient), row with { At = Milliseconds(row.At) }),
    };

    public void Add(HeldRow row)
    {
        Require(Disk.Receipts.ContainsKey(row.ReceiptId), "The receipt is added before what it was given for is held.");
        Disk = Disk with { Held = Added(Disk.Held, MemoryDisk.RefusalKey(row.Container, row.Recipient), Rounded(row)) };
    }

    public void Update(HeldRow row)
    {
        var key = MemoryDisk.RefusalKey(row.Container, row.Recipient);
        if (Disk.Held.GetValueOrDefault(key) is not { } known) throw new JournalConflictException($"Container {row.Container} is not held.");
        known = known with { Attempts = row.Attempts, NextAttemptAt = Milliseconds(row.NextAttemptAt), LastError = row.LastError, Blob = row.Blob };
        Disk = Disk with { Held = Disk.Held.SetItem(key, known) };
    }

    public void RemoveHeld(DigestValue container, Guid recipient)
    {
        var key = MemoryDisk.RefusalKey(container, recipient);
        Disk = Disk with { Held = Disk.Held.Remove(key), Parked = Disk.Parked.Remove(key) };
    }

    public void Put(ParkedReportRow row)
    {
        var key = MemoryDisk.RefusalKey(row.Container, row.Recipient);
        Require(Disk.Held.ContainsKey(key), "A container is held before it is parked.");
        Disk = Disk with { Parked = Disk.Parked.SetItem(key, row with { At = Milliseconds(row.At), Until = Milliseconds(row.Until) }) };
    }

    public void Put(OwedReceiptRow row)
    {
        Require(Disk.Receipts.ContainsKey(row.ReceiptId), "The receipt is added before it is owed.");
        row = row with { Since = Milliseconds(row.Since), NextAttemptAt = Milliseconds(row.NextAttemptAt) };
        Disk = Disk with { Owed = Disk.Owed.SetItem(row.ReceiptId, row) };
    }

    public void Believe(Guid receiptId)
    {
        if (FindReceipt(receiptId) is not { } row) throw new JournalConflictException($"Receipt {receiptId} is not here.");
        Disk = Disk with { Receipts = Disk.Receipts.SetItem(receiptId, row with { Counts = true }) };
    }

    public void Put(HandedReceiptRow row)
    {
        if (Disk.Receipts.ContainsKey(row.ReceiptId)) Disk = Disk with { Handed = Disk.Handed.SetItem(row.ReceiptId, row with { At = Milliseconds(row.At) }) };
    }

    public void RemoveOwedReceipt(Guid receiptId) => Disk = Disk with { Owed = Disk.Owed.Remove(receiptId) };

    public void Put(ReportRow row)
    {
        var key = MemoryDisk.ReportKey(row);
        if (!Disk.Reports.ContainsKey(key)) Disk = Disk with { Reports = Disk.Reports.Add(key, row with { At = Milliseconds(row.At) }) };
    }

    public void Put(SubscriptionRow row)
    {
        row = row with { Since = Milliseconds(row.Since), LookAt = Milliseconds(row.LookAt), ToldAt = Milliseconds(row.ToldAt) };
        Disk = Disk with { Subscriptions = Disk.Subscriptions.SetItem(MemoryDisk.SubscriptionKey(row.Sender, row.MessageId, row.Recipient), row) };
    }

    public void Put(ReportToMakeRow row)
    {
        Require(Disk.Receipts.ContainsKey(row.ReceiptId), "The receipt is added before a report is to be made from it.");
        row = row with { Since = Milliseconds(row.Since), NextAttemptAt = Milliseconds(row.NextAttemptAt) };
        if (Disk.ToMake.GetValueOrDefault(row.ReceiptId) is { } known)
            row = known with { Attempts = row.Attempts, NextAttemptAt = row.NextAttemptAt, LastError = row.LastError };
        Disk = Disk with { ToMake = Disk.ToMake.SetItem(row.ReceiptId, row) };
    }

    public void RemoveReportToMake(Guid receiptId) => Disk = Disk with { ToMake = Disk.ToMake.Remove(receiptId) };

    public void Add(IdempotencyRow row) => Disk = Disk with
    {
        Submissions = Added(Disk.Submissions, (row.Sender, row.Key), row with { At = Milliseconds(row.At) }),
    };

    public void Add(LeaseRow row)
    {
        Require(Disk.Deliveries.ContainsKey(row.DeliveryId), "The delivery is added before its leases.");
        row = row with { From = Milliseconds(row.From), Until = Milliseconds(row.Until) };
        Disk = Disk with { Leases = Added(Disk.Leases, (row.DeliveryId, row.LeaseId), row) };
    }

    public void Append(EventRow row) => Disk = Disk with
    {
        Events = Disk.Events.Add(row with { Number = LastEvent() + 1, At = Milliseconds(row.At) }),
    };

    public void Put(WebhookRow row) => Disk = Disk with
    {
        Webhooks = Disk.Webhooks.SetItem(row.Id, row with
        {
            AddedAt = Milliseconds(row.AddedAt),
            ConfirmedAt = Milliseconds(row.ConfirmedAt),
            NextAttemptAt = Milliseconds(row.NextAttemptAt),
            FailingSince = Milliseconds(row.FailingSince),
            DisabledAt = Milliseconds(row.DisabledAt),
        }),
    };

    public void RemoveWebhook(string id) => Disk = Disk with { Webhooks = Disk.Webhooks.Remove(id) };

    public void Put(ClientRow row)
    {
        row = row with { AddedAt = Milliseconds(row.AddedAt), RevokedAt = Milliseconds(row.RevokedAt), Organisations = [.. row.Organisations] };
        Disk = Disk with { Clients = Disk.Clients.SetItem(row.Id, row) };
    }

    public void Add(DirectoryRow row) => Disk = Disk with
    {
        Directories = Added(Disk.Directories, row.Serial, row with { At = Milliseconds(row.At), Bytes = [.. row.Bytes] }),
    };

    public void Add(BlobIntentRow row) => Disk = Disk with { Blobs = Added(Disk.Blobs, row.Name, row with { At = Milliseconds(row.At) }) };

    public void CommitBlob(string name) => Move(name, BlobIntentState.Committed, forbidden: BlobIntentState.Dead);

    public void KillBlob(string name) => Move(name, BlobIntentState.Dead, forbidden: BlobIntentState.Committed);

    public void ReleaseBlob(string name, DateTimeOffset at)
    {
        if (FindBlobIntent(name) is not { State: BlobIntentState.Committed } row) throw new JournalConflictException($"Blob {name} is not committed.");
        Disk = Disk with { Blobs = Disk.Blobs.SetItem(name, row with { State = BlobIntentState.Dead, At = Milliseconds(at) }) };
    }

    public void RemoveBlob(string name)
    {
        if (FindBlobIntent(name) is { State: not BlobIntentState.Dead }) throw new JournalConflictException($"Blob {name} is not dead.");
        Disk = Disk with { Blobs = Disk.Blobs.Remove(name) };
    }

    public void BeginRestore(int epoch, DateTimeOffset since, DateTimeOffset at)
    {
        if (epoch <= Disk.Epoch) throw new JournalConflictException($"Epoch {epoch} is not higher than {Disk.Epoch}.");
        Disk = Disk with
        {
            Epoch = epoch,
            Restore = new RestoreRow(Milliseconds(since), Milliseconds(at), null),
            Reconciled = Disk.Reconciled.Clear(),
            Deliveries = Each(Disk.Deliveries, row => row is { Lane: Lane.In, State: DeliveryState.Waiting or DeliveryState.Leased, PerhapsSeen: false }
                ? row with { PerhapsSeen = true, Version = row.Version + 1 }
                : row),
        };
    }

    public void Put(ReconciledPeerRow row) =>
        Disk = Disk with { Reconciled = Disk.Reconciled.SetItem(row.Peer, row with { At = Milliseconds(row.At) }) };

    public void EndRestore(DateTimeOffset at)
    {
        if (Disk.Restore is { EndedAt: null } under) Disk = Disk with { Restore = under with { EndedAt = Milliseconds(at) } };
    }

    /// <summary>The journal keeps milliseconds, UTC; so does its double, or a test would pass here and the node fail there.</summary>
    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } value ? Milliseconds(value) : null;

    private static DeliveryRow Rounded(DeliveryRow row) => row with
    {
        StateSince = Milliseconds(row.StateSince),
        CreatedAt = Milliseconds(row.CreatedAt),
        DeliverBy = Milliseconds(row.DeliverBy),
        NextAttemptAt = Milliseconds(row.NextAttemptAt),
        LeasedUntil = Milliseconds(row.LeasedUntil),
        PoisonSince = Milliseconds(row.PoisonSince),
        WarnAt = Milliseconds(row.WarnAt),
    };

    private static HeldRow Rounded(HeldRow row) => row with { At = Milliseconds(row.At), NextAttemptAt = Milliseconds(row.NextAttemptAt), Path = [.. row.Path] };

    private static string Folded(string uid) => uid.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static IOrderedEnumerable<TaskRow> InOrder(IEnumerable<TaskRow> rows) => rows
        .OrderBy(row => row.DueAt ?? DateTimeOffset.MaxValue).ThenBy(row => row.Giver).ThenBy(row => row.Uid, StringComparer.Ordinal).ThenBy(row => row.Organisation);

    private static int Checked(int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        return max;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    private static ImmutableSortedDictionary<TKey, T> Added<TKey, T>(ImmutableSortedDictionary<TKey, T> table, TKey key, T row)
        where TKey : notnull => table.ContainsKey(key) ? throw new JournalConflictException($"The journal has {key} already.") : table.Add(key, row);

    private static ImmutableDictionary<TKey, T> Added<TKey, T>(ImmutableDictionary<TKey, T> table, TKey key, T row)
        where TKey : notnull => table.ContainsKey(key) ? throw new JournalConflictException($"The journal has {key} already.") : table.Add(key, row);

    private IEnumerable<T> Alive<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            _ = Disk;
            yield return row;
        }
    }

    private IEnumerable<DeliveryRow> Chased() => Disk.DeliveryRows.Where(row =>
        row.Lane != Lane.In && row.State is DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused && row.NextAttemptAt is not null);

    private IEnumerable<DeliveryRow> Queued() =>
        Disk.DeliveryRows.Where(row => row.Lane != Lane.In && row.State == DeliveryState.Queued);

    private List<ContainerRow> Newest(Func<ContainerRow, bool> condition, int max) =>
        [.. Disk.ContainerRows.Where(condition).OrderByDescending(row => row.StoredAt)
            .ThenByDescending(row => row.Digest.ToString(), StringComparer.Ordinal).Take(Checked(max))];

    private bool IsDocumentFor(ContainerRow row, Guid recipient) => row.Kind == EnvelopeKind.Document
        && Disk.DeliveryRows.Any(delivery => delivery.MessageId == row.MessageId && delivery.Sender == row.Sender && delivery.Recipient == recipient);

    private void CheckDelivery(DeliveryRow row)
    {
        Require(Disk.Containers.ContainsKey(row.Container.ToString()), "The container is added before its deliveries.");
        if (FindDelivery(row.Lane, row.Sender, row.MessageId, row.Recipient) is { } other && other.DeliveryId != row.DeliveryId)
            throw new JournalConflictException("The journal has a delivery with this key already.");
    }

    private void Move(string name, BlobIntentState to, BlobIntentState forbidden)
    {
        if (FindBlobIntent(name) is not { } row || row.State == forbidden)
            throw new JournalConflictException($"Blob {name} is {forbidden} or was never announced.");
        Disk = Disk with { Blobs = Disk.Blobs.SetItem(name, row with { State = to }) };
    }
}

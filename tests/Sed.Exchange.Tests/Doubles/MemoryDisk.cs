using System.Collections.Immutable;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>
/// Everything a journal in memory holds, as one immutable value: a view is a reference, a rollback is forgetting, and what survives a
/// "crash" is the last value committed. Keys are texts so that their ordinal order is the order of the seam.
/// </summary>
internal sealed record MemoryDisk
{
    // Trees are slow to walk, and every turn of a dispatcher walks some; most turns change nothing.
    private Walked<DeliveryRow> _deliveries;
    private Walked<ContainerRow> _containers;
    private Walked<CaptureRow> _captures;
    private Walked<BlobIntentRow> _blobs;
    private Walked<ReceiptRow?> _receipts;
    private Walked<EventRow> _events;

    public static MemoryDisk Empty { get; } = new();

    public int Epoch { get; init; } = 1;

    public RestoreRow? Restore { get; init; }

    public ClockRow? Clock { get; init; }

    public ImmutableSortedDictionary<string, ReconciledPeerRow> Reconciled { get; init; } = Sorted<ReconciledPeerRow>();

    public ImmutableSortedDictionary<string, ContainerRow> Containers { get; init; } = Sorted<ContainerRow>();

    public ImmutableSortedDictionary<Guid, DeliveryRow> Deliveries { get; init; } = ImmutableSortedDictionary<Guid, DeliveryRow>.Empty;

    public ImmutableSortedDictionary<Guid, ReceiptRow> Receipts { get; init; } = ImmutableSortedDictionary<Guid, ReceiptRow>.Empty;

    /// <summary>Receipts in the order they became durable.</summary>
    public ImmutableList<Guid> ReceiptOrder { get; init; } = [];

    public ImmutableSortedDictionary<string, RefusalRow> Refusals { get; init; } = Sorted<RefusalRow>();

    public ImmutableSortedDictionary<string, HeldRow> Held { get; init; } = Sorted<HeldRow>();

    public ImmutableSortedDictionary<Guid, OwedReceiptRow> Owed { get; init; } = ImmutableSortedDictionary<Guid, OwedReceiptRow>.Empty;

    public ImmutableSortedDictionary<Guid, HandedReceiptRow> Handed { get; init; } = ImmutableSortedDictionary<Guid, HandedReceiptRow>.Empty;

    public ImmutableSortedDictionary<string, ReportRow> Reports { get; init; } = Sorted<ReportRow>();

    public ImmutableSortedDictionary<string, SubscriptionRow> Subscriptions { get; init; } = Sorted<SubscriptionRow>();

    public ImmutableSortedDictionary<string, ParkedReportRow> Parked { get; init; } = Sorted<ParkedReportRow>();

    public ImmutableSortedDictionary<Guid, ReportToMakeRow> ToMake { get; init; } = ImmutableSortedDictionary<Guid, ReportToMakeRow>.Empty;

    public ImmutableSortedDictionary<string, CaptureRow> Captures { get; init; } = Sorted<CaptureRow>();

    /// <summary>What was gathered, by container and name.</summary>
    public ImmutableSortedDictionary<string, CapturedPartRow> Captured { get; init; } = Sorted<CapturedPartRow>();

    public ImmutableSortedDictionary<string, byte[]> CapturedOctets { get; init; } = Sorted<byte[]>();

    public ImmutableSortedDictionary<Guid, StampRow> Stamps { get; init; } = ImmutableSortedDictionary<Guid, StampRow>.Empty;

    /// <summary>Which stamp is over a receipt, by its id, or a container, by its digest.</summary>
    public ImmutableSortedDictionary<string, Guid> Stamped { get; init; } = Sorted<Guid>();

    public ImmutableSortedDictionary<string, TaskRow> Tasks { get; init; } = Sorted<TaskRow>();

    public ImmutableSortedDictionary<string, TaskReportRow> TaskReports { get; init; } = Sorted<TaskReportRow>();

    public ImmutableHashSet<(Guid Message, string Task)> TaskMessages { get; init; } = [];

    public ImmutableDictionary<(Guid Sender, string Key), IdempotencyRow> Submissions { get; init; } =
        ImmutableDictionary<(Guid Sender, string Key), IdempotencyRow>.Empty;

    public ImmutableDictionary<(Guid Delivery, Guid Lease), LeaseRow> Leases { get; init; } =
        ImmutableDictionary<(Guid Delivery, Guid Lease), LeaseRow>.Empty;

    public ImmutableList<EventRow> Events { get; init; } = [];

    public ImmutableSortedDictionary<string, WebhookRow> Webhooks { get; init; } = Sorted<WebhookRow>();

    public ImmutableSortedDictionary<string, ClientRow> Clients { get; init; } = Sorted<ClientRow>();

    public ImmutableSortedDictionary<string, BlobIntentRow> Blobs { get; init; } = Sorted<BlobIntentRow>();

    public ImmutableSortedDictionary<long, DirectoryRow> Directories { get; init; } = ImmutableSortedDictionary<long, DirectoryRow>.Empty;

    public ImmutableSortedDictionary<Guid, HoldRow> Holds { get; init; } = ImmutableSortedDictionary<Guid, HoldRow>.Empty;

    /// <summary>Events up to this number were removed for their age.</summary>
    public long EventsRemovedUpTo { get; init; }

    /// <summary>Deliveries in a row, for what looks at all of them.</summary>
    public IReadOnlyList<DeliveryRow> DeliveryRows => _deliveries.Of(Deliveries);

    /// <summary>Containers in a row.</summary>
    public IReadOnlyList<ContainerRow> ContainerRows => _containers.Of(Containers);

    /// <summary>Captures in a row.</summary>
    public IReadOnlyList<CaptureRow> CaptureRows => _captures.Of(Captures);

    /// <summary>Announced blobs in a row.</summary>
    public IReadOnlyList<BlobIntentRow> BlobRows => _blobs.Of(Blobs);

    /// <summary>Receipts in the order they became durable; null: removed.</summary>
    public IReadOnlyList<ReceiptRow?> ReceiptRows => _receipts.Of(ReceiptOrder, Receipts, (order, rows) => [.. order.Select(rows.GetValueOrDefault)]);

    /// <summary>Events in a row.</summary>
    public IReadOnlyList<EventRow> EventRows => _events.Of(Events, Events, (events, _) => [.. events]);

    public static string RefusalKey(DigestValue container, Guid recipient) => $"{container} {recipient}";

    public static string ReportKey(ReportRow row) => $"{row.Recipient} {row.ReportMessageId} {row.Event}";

    public static string SubscriptionKey(Guid sender, Guid message, Guid recipient) => $"{message} {sender} {recipient}";

    public static string TaskKey(Guid organisation, Guid giver, string uid) => $"{organisation} {giver} {uid}";

    private static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

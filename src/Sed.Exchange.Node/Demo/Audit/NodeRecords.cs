using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>Everything a stopped node holds, read and verified once, for the promises to look at.</summary>
internal sealed record NodeRecords
{
    /// <summary>Id of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Answer of SQLite's own integrity check: <c>ok</c>, or what is wrong.</summary>
    public required string Integrity { get; init; }

    /// <summary>Containers.</summary>
    public required IReadOnlyList<ContainerRecord> Containers { get; init; }

    /// <summary>Deliveries of all lanes.</summary>
    public required IReadOnlyList<DeliveryRow> Deliveries { get; init; }

    /// <summary>Receipts, issued and received.</summary>
    public required IReadOnlyList<ReceiptRecord> Receipts { get; init; }

    /// <summary>Refusals.</summary>
    public required IReadOnlyList<RefusalRecord> Refusals { get; init; }

    /// <summary>The journal of events.</summary>
    public required IReadOnlyList<EventRow> Events { get; init; }

    /// <summary>Announced blobs by name.</summary>
    public required IReadOnlyDictionary<string, BlobIntentState> Intents { get; init; }

    /// <summary>Names of the blobs on disk, finished or not.</summary>
    public required IReadOnlyList<string> Blobs { get; init; }

    /// <summary>Deliveries of a lane.</summary>
    public IEnumerable<DeliveryRow> Of(Lane lane) => Deliveries.Where(delivery => delivery.Lane == lane);

    /// <summary>The container with this digest, or null.</summary>
    public ContainerRecord? Container(string digest) => Containers.FirstOrDefault(container => container.Row.Digest.ToString() == digest);

    /// <summary>True when the container is here and verifies.</summary>
    public bool HasDurable(string digest) => Container(digest) is { Fault: null };

    /// <summary>The receipt with this id, or null.</summary>
    public ReceiptRecord? Receipt(Guid id) => Receipts.FirstOrDefault(receipt => receipt.Row.ReceiptId == id);

    /// <summary>Receipts that verify, count, and are about this delivery.</summary>
    public IEnumerable<Receipt> ProofsOf(DeliveryRow delivery) => Receipts
        .Where(receipt => receipt.Row.Counts
            && receipt.Row.MessageId == delivery.MessageId
            && receipt.Row.Recipient == delivery.Recipient
            && receipt.Row.Container == delivery.Container)
        .Select(receipt => receipt.Receipt)
        .OfType<Receipt>();
}

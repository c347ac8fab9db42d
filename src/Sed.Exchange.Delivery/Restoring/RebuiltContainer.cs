using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>A container fetched back and verified as at the door, with everything that its commit will need.</summary>
internal sealed record RebuiltContainer
{
    /// <summary>The row it becomes; the one that is there when this node had it still.</summary>
    public required ContainerRow Row { get; init; }

    /// <summary>The proven envelope.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>What the package says; null where this node was only on the way.</summary>
    public PackageFacts? Facts { get; init; }

    /// <summary>At the origin: the submission it was, as far as its content tells.</summary>
    public IdempotencyRow? Submission { get; init; }

    /// <summary>Accepted receipts issued anew, because no peer holds those of the forgotten life; by recipient.</summary>
    public IReadOnlyDictionary<Guid, ReceiptRow> Accepted { get; init; } = new Dictionary<Guid, ReceiptRow>();

    /// <summary>Delivered receipts issued anew, for mailboxes of this node; by recipient.</summary>
    public IReadOnlyDictionary<Guid, ReceiptRow> Delivered { get; init; } = new Dictionary<Guid, ReceiptRow>();
}

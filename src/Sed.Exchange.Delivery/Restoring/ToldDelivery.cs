using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>One delivery as a peer told it, its receipts opened and proven.</summary>
/// <param name="Delivery">What the peer told.</param>
/// <param name="Receipts">Those of its receipts that verify and are about it.</param>
internal sealed record ToldDelivery(ExchangedDelivery Delivery, IReadOnlyList<(Receipt Receipt, byte[] File)> Receipts)
{
    /// <summary>The sender, as every receipt says it.</summary>
    public Guid Sender => Receipts[0].Receipt.Sender;

    /// <summary>The origin node, as every receipt says it.</summary>
    public string OriginNode => Receipts[0].Receipt.OriginNode;

    /// <summary>True when it lay in a mailbox of this node: at its origin, too, when the mailbox had moved there while it was under way.</summary>
    public bool HadMailboxAt(string node) =>
        Said(node, ReceiptKind.Delivered) is not null || Said(node, ReceiptKind.Collected) is not null || Said(node, ReceiptKind.Declined) is not null;

    /// <summary>The receipt of this kind that a node issued, or null.</summary>
    public Receipt? Said(string node, ReceiptKind kind) =>
        Receipts.Select(item => item.Receipt).FirstOrDefault(receipt => receipt.IssuerNode == node && receipt.Kind == kind);
}

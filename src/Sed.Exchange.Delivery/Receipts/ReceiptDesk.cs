using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// Issues this node's receipts. Signing happens before the commit that states it, and the bytes are committed with the state: a receipt is
/// never signed again, because GOST and ECDSA signatures are randomised (promise 4).
/// </summary>
internal sealed class ReceiptDesk(GatewayParts parts, DirectoryKeeper directory, int epoch)
{
    /// <summary>Issues a receipt about a container this node has proven.</summary>
    public ReceiptRow Issue(ReceiptKind kind, ContainerRow container, Guid recipient, Statement? statement = null) =>
        Issue(kind, container.MessageId, container.Digest, container.Sender, container.OriginNode, recipient, statement);

    /// <summary>Issues a receipt about octets whose claims are all there is.</summary>
    public ReceiptRow Issue(
        ReceiptKind kind, Guid messageId, DigestValue container, Guid sender, string originNode, Guid recipient, Statement? statement)
    {
        var now = Milliseconds(parts.Time.GetUtcNow());
        var current = directory.Current;
        var receipt = new Receipt
        {
            ReceiptId = parts.Entropy.NewId(),
            Kind = kind,
            MessageId = messageId,
            Container = container,
            Sender = sender,
            OriginNode = originNode,
            Recipient = recipient,
            IssuerNode = parts.Identity.NodeId,
            Epoch = epoch,
            IssuedAt = now,
            DirectorySerial = current.Serial,
            Policy = parts.Identity.Policy,
            Reason = statement?.Reason,
            ReasonDetail = statement?.Detail,
            Files = statement?.Files ?? [],
            DocumentSignatures = statement?.DocumentSignatures ?? [],
        };
        return ToRow(receipt, ReceiptFile.Write(receipt, parts.Identity.ReceiptKey(current, now)), now, counts: true);
    }

    /// <summary>What this node has said itself about octets for one recipient, or null. Whatever was said is never said in other bytes.</summary>
    public ReceiptRow? FindSaid(IJournalReader journal, ReceiptKind kind, Guid messageId, DigestValue container, Guid recipient) =>
        journal.ReceiptsOf(messageId, recipient).FirstOrDefault(receipt =>
            receipt.Kind == kind && receipt.IssuerNode == parts.Identity.NodeId && receipt.Container == container);

    public static ReceiptRow ToRow(Receipt receipt, byte[] bytes, DateTimeOffset storedAt, bool counts) => new()
    {
        ReceiptId = receipt.ReceiptId,
        Kind = receipt.Kind,
        MessageId = receipt.MessageId,
        Recipient = receipt.Recipient,
        Container = receipt.Container,
        IssuerNode = receipt.IssuerNode,
        IssuedAt = receipt.IssuedAt,
        StoredAt = storedAt,
        Counts = counts,
        Reason = receipt.Reason,
        Bytes = bytes,
    };

    /// <summary>XML and the journal keep milliseconds; so does what is compared with them.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}

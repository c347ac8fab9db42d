using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Receipts that a node of the region might have said, signed with its key, whatever that node itself knows.</summary>
internal static class ForeignReceipts
{
    public static byte[] Say(ContainerRow container, Guid recipient, ReceiptKind kind, string issuer, string origin, long serial, DateTimeOffset at) => ReceiptFile.Write(
        new Receipt
        {
            ReceiptId = Guid.CreateVersion7(),
            Kind = kind,
            MessageId = container.MessageId,
            Container = container.Digest,
            Sender = container.Sender,
            OriginNode = origin,
            Recipient = recipient,
            IssuerNode = issuer,
            Epoch = 1,
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            DirectorySerial = serial,
            Policy = "test",
            Reason = kind == ReceiptKind.Undelivered ? ReasonCodes.NoProofOfDelivery : kind == ReceiptKind.Refused ? ReasonCodes.DeadlinePassed : null,
        },
        ReceiptKeyOf(issuer));
}

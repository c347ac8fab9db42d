using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>Promise 5: no Delivered without a durable, verified container at the recipient's node.</summary>
internal static class DeliveredIsDurable
{
    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        foreach (var proof in region.ProvenReceipts().Where(receipt => receipt.Kind == ReceiptKind.Delivered))
        {
            var home = region.HomeOf(proof.Recipient);
            var container = home?.Container(proof.Container.ToString());
            tally.Check(
                container is { Fault: null },
                $"Delivered {proof.ReceiptId} сказано, а проверенного контейнера на узле {home?.Node} нет",
                $"Delivered {proof.ReceiptId} was said, but node {home?.Node} has no container that verifies");
            tally.Check(
                home is not null && home.Of(Lane.In).Any(delivery =>
                    delivery.MessageId == proof.MessageId && delivery.Recipient == proof.Recipient && delivery.Container == proof.Container),
                $"Delivered {proof.ReceiptId} сказано, а в ящике {proof.Recipient} сообщения нет",
                $"Delivered {proof.ReceiptId} was said, but the mailbox of {proof.Recipient} has no such message");
            if (container?.Envelope is not { } envelope) continue;
            tally.Check(
                proof.Files.SequenceEqual(envelope.Files.Select(file => file.Digest)),
                $"Delivered {proof.ReceiptId} называет другие файлы, чем контейнер",
                $"Delivered {proof.ReceiptId} names other files than the container");
        }

        // And the other way round: what lies in a mailbox was told to the sender.
        foreach (var node in region.Nodes)
        {
            foreach (var delivery in node.Of(Lane.In))
            {
                tally.Check(
                    node.Receipts.Any(receipt => receipt.Fault is null && receipt.Row.Kind == ReceiptKind.Delivered && receipt.Row.IssuerNode == node.Node
                        && receipt.Row.MessageId == delivery.MessageId && receipt.Row.Recipient == delivery.Recipient),
                    $"{node.Node}: в ящике {delivery.DeliveryId}, но Delivered о нём нет",
                    $"{node.Node}: {delivery.DeliveryId} is in a mailbox without a Delivered");
            }
        }
    }
}

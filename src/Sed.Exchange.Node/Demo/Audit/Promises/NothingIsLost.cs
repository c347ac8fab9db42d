using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>
/// Promise 1: nothing is acknowledged before it is durable; nothing acknowledged is lost. Every 201, every receipt and every confirmed collect
/// is looked up on the disk of the node that said it.
/// </summary>
internal static class NothingIsLost
{
    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        foreach (var told in observations.Acknowledged)
        {
            var node = region.Node(told.Node)!;
            tally.Check(
                node.HasDurable(told.Container),
                $"{told.Node} ответил 201 о {told.MessageId}, но контейнера нет или он не проверяется: {node.Container(told.Container)?.Fault ?? "нет строки"}",
                $"{told.Node} said 201 about {told.MessageId}, but the container is gone or does not verify: {node.Container(told.Container)?.Fault ?? "no row"}");
            foreach (var (recipient, receiptId) in told.Receipts)
            {
                tally.Check(
                    node.Of(Lane.Out).Any(delivery => delivery.MessageId == told.MessageId && delivery.Recipient == recipient),
                    $"{told.Node} ответил 201 о {told.MessageId}, но доставки для {recipient} нет",
                    $"{told.Node} said 201 about {told.MessageId}, but has no delivery for {recipient}");
                tally.Check(
                    node.Receipt(receiptId) is { Fault: null, Row.Kind: ReceiptKind.Accepted },
                    $"{told.Node} назвал квитанцию Accepted {receiptId}, но её нет или она не проверяется",
                    $"{told.Node} named the Accepted receipt {receiptId}, but it is gone or does not verify");
            }
        }

        foreach (var node in region.Nodes)
        {
            foreach (var container in node.Containers)
            {
                tally.Check(
                    container.Fault is null,
                    $"{node.Node}: контейнер {container.Row.Digest} не таков, каким сохранён: {container.Fault}",
                    $"{node.Node}: container {container.Row.Digest} is not what was stored: {container.Fault}");
            }

            foreach (var receipt in node.Receipts.Where(receipt => receipt.Row.IssuerNode == node.Node && receipt.Row.Kind != ReceiptKind.Refused))
            {
                tally.Check(
                    node.HasDurable(receipt.Row.Container.ToString()),
                    $"{node.Node} выдал {receipt.Row.Kind} {receipt.Row.ReceiptId}, но контейнера за ней нет",
                    $"{node.Node} issued {receipt.Row.Kind} {receipt.Row.ReceiptId}, but there is no container behind it");
            }

            foreach (var refusal in node.Refusals)
            {
                tally.Check(
                    refusal.Fault is null && node.Receipt(refusal.Row.ReceiptId) is { Fault: null },
                    $"{node.Node}: отказ {refusal.Row.ReceiptId} не подкреплён сохранёнными байтами: {refusal.Fault ?? "квитанция не проверяется"}",
                    $"{node.Node}: refusal {refusal.Row.ReceiptId} is not backed by the octets kept: {refusal.Fault ?? "the receipt does not verify"}");
            }
        }

        foreach (var settled in observations.Settled)
        {
            tally.Check(
                region.Node(settled.Node)!.Receipt(settled.ReceiptId) is { Fault: null, Row.Kind: ReceiptKind.Collected },
                $"{settled.Node} подтвердил получение {settled.MessageId}, но квитанции Collected нет",
                $"{settled.Node} confirmed the collect of {settled.MessageId}, but holds no Collected receipt");
        }

        foreach (var told in observations.PeerTold)
        {
            tally.Check(
                region.Node(told.Node)!.Receipt(told.Receipt.ReceiptId)?.Row.Bytes.AsSpan().SequenceEqual(told.Bytes) == true,
                $"{told.Node} ответил соседу квитанцией {told.Receipt.ReceiptId}, но у него её нет",
                $"{told.Node} answered a peer with receipt {told.Receipt.ReceiptId}, but does not hold it");
        }
    }
}

using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>
/// Promise 4: same container, same receipt octets; one container per message; a refused one never stands in the way. Every receipt on every node is
/// what its issuer signed, octet for octet.
/// </summary>
internal static class SameContainerSameReceipt
{
    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        var held = region.Nodes.SelectMany(node => node.Receipts.Select(receipt => (node.Node, Record: receipt))).ToList();
        foreach (var (node, record) in held)
        {
            tally.Check(
                record.Fault is null,
                $"{node}: квитанция {record.Row.Kind} {record.Row.ReceiptId} не проверяется: {record.Fault}",
                $"{node}: receipt {record.Row.Kind} {record.Row.ReceiptId} does not verify: {record.Fault}");
        }

        foreach (var copies in held.GroupBy(copy => copy.Record.Row.ReceiptId))
        {
            var first = copies.First().Record.Row.Bytes;
            tally.Check(
                copies.All(copy => copy.Record.Row.Bytes.AsSpan().SequenceEqual(first)),
                $"квитанция {copies.Key} на узлах {string.Join(", ", copies.Select(copy => copy.Node))} разная",
                $"receipt {copies.Key} differs between the nodes {string.Join(", ", copies.Select(copy => copy.Node))}");
        }

        foreach (var said in held.Select(copy => copy.Record.Row)
            .GroupBy(row => (row.IssuerNode, row.Kind, row.MessageId, row.Recipient, row.Container)))
        {
            tally.Check(
                said.Select(row => row.ReceiptId).Distinct().Count() == 1,
                $"{said.Key.IssuerNode} сказал {said.Key.Kind} о {said.Key.MessageId} разными квитанциями",
                $"{said.Key.IssuerNode} said {said.Key.Kind} about {said.Key.MessageId} with different receipts");
        }

        foreach (var message in region.Nodes.SelectMany(node => node.Deliveries).GroupBy(delivery => (delivery.Sender, delivery.MessageId)))
        {
            tally.Check(
                message.Select(delivery => delivery.Container).Distinct().Count() == 1,
                $"под номером {message.Key.MessageId} доставлялись разные контейнеры",
                $"different containers were delivered under the id {message.Key.MessageId}");
        }

        foreach (var node in region.Nodes)
        {
            foreach (var refusal in node.Refusals.Select(record => record.Row))
            {
                tally.Check(
                    node.Receipt(refusal.ReceiptId)?.Receipt is { Kind: ReceiptKind.Refused, Reason: not null } receipt && receipt.Container == refusal.Container,
                    $"{node.Node}: отказ {refusal.ReceiptId} назван не своим контейнером",
                    $"{node.Node}: refusal {refusal.ReceiptId} does not name its own container");
                tally.Check(
                    node.Of(Lane.In).All(delivery => delivery.Container != refusal.Container || delivery.Recipient != refusal.Recipient),
                    $"{node.Node}: отвергнутый контейнер {refusal.Container} всё же в ящике",
                    $"{node.Node}: the refused container {refusal.Container} is in a mailbox");
            }
        }

        foreach (var asked in observations.PeerTold.GroupBy(told => (told.Node, told.Receipt.Container, told.Receipt.Recipient)))
        {
            tally.Check(
                asked.All(told => told.Bytes.AsSpan().SequenceEqual(asked.First().Bytes)),
                $"{asked.Key.Node} ответил на один и тот же контейнер разными байтами",
                $"{asked.Key.Node} answered the same container with different octets");
        }
    }
}

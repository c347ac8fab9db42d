using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>
/// Promise 2: every accepted delivery ends in exactly one of Delivered, Refused, Undelivered, and the sender's feed durably says so by
/// deliverBy and ten minutes.
/// </summary>
internal static class EveryDeliveryEndsOnce
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        foreach (var node in region.Nodes)
        {
            foreach (var delivery in node.Of(Lane.Out))
            {
                var proofs = node.ProofsOf(delivery).ToList();
                var ends = proofs.Select(proof => proof.Kind)
                    .Where(kind => kind is ReceiptKind.Delivered or ReceiptKind.Refused or ReceiptKind.Undelivered).ToList();
                var ended = tally.Check(
                    ends.Count == 1,
                    $"{node.Node}: у доставки {delivery.DeliveryId} итогов: {ends.Count}",
                    $"{node.Node}: delivery {delivery.DeliveryId} has {ends.Count} outcomes");
                tally.Check(
                    LaneTable.StateOf(proofs.Select(proof => proof.Kind)) == delivery.State,
                    $"{node.Node}: доставка {delivery.DeliveryId} записана как {delivery.State}, а квитанции говорят иное",
                    $"{node.Node}: delivery {delivery.DeliveryId} stands as {delivery.State}, its receipts say otherwise");
                if (!ended) continue;
                var said = node.Events.Where(line =>
                    line.Organisation == delivery.Sender && line.DeliveryId == delivery.DeliveryId && line.Kind == ends[0].ToString()).ToList();
                tally.Check(
                    said.Count == 1 && said[0].At <= delivery.DeliverBy + Grace,
                    $"{node.Node}: лента отправителя говорит об итоге доставки {delivery.DeliveryId} раз: {said.Count}",
                    $"{node.Node}: the sender's feed tells the outcome of delivery {delivery.DeliveryId} {said.Count} times");
            }
        }

        foreach (var told in observations.Acknowledged)
        {
            var outcomes = region.Node(told.Node)!.Of(Lane.Out).Count(delivery => delivery.MessageId == told.MessageId);
            tally.Check(
                outcomes == told.Receipts.Count,
                $"{told.Node}: принято доставок {told.Receipts.Count}, в журнале {outcomes} ({told.MessageId})",
                $"{told.Node}: {told.Receipts.Count} deliveries were accepted, the journal has {outcomes} ({told.MessageId})");
        }
    }
}

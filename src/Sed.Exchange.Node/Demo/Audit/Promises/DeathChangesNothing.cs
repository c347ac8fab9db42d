using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>
/// Promise 7: any node may die at any instruction. The interrupted message was promised nothing before the death, arrived once after it, and the
/// death left neither torn journals nor octets that nobody knows.
/// </summary>
internal static class DeathChangesNothing
{
    /// <summary>What is said, in English, where no death was observed.</summary>
    public const string NobodyDied = "no node died: nothing to judge by";

    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        tally.Check(observations.Outages.Count > 0, "ни один узел не умирал: судить не о чем", NobodyDied);
        foreach (var outage in observations.Outages)
        {
            var receipts = region.ProvenReceipts().Where(receipt => receipt.MessageId == outage.Interrupted).ToList();
            tally.Check(
                receipts.All(receipt => receipt.IssuerNode != outage.Node || receipt.IssuedAt >= outage.To),
                $"{outage.Node} успел пообещать что-то о {outage.Interrupted} до гибели: передача не была прервана",
                $"{outage.Node} had promised something about {outage.Interrupted} before it died: the transfer was not interrupted");
            var recipients = region.Nodes.SelectMany(node => node.Of(Lane.Out))
                .Where(delivery => delivery.MessageId == outage.Interrupted).Select(delivery => delivery.Recipient).ToList();
            tally.Check(recipients.Count > 0, $"у {outage.Interrupted} нет доставок", $"{outage.Interrupted} has no deliveries");
            foreach (var recipient in recipients)
            {
                var delivered = receipts.Count(receipt => receipt.Kind == ReceiptKind.Delivered && receipt.Recipient == recipient);
                tally.Check(
                    delivered == 1,
                    $"прерванное {outage.Interrupted} доставлено {recipient} раз: {delivered}",
                    $"the interrupted {outage.Interrupted} was delivered to {recipient} {delivered} times");
                var handedOver = observations.HandedOver.Count(item => item.Organisation == recipient && item.MessageId == outage.Interrupted && !item.PerhapsSeen);
                tally.Check(
                    handedOver == 1,
                    $"установка {recipient} увидела прерванное {outage.Interrupted} новым раз: {handedOver}",
                    $"the installation of {recipient} saw the interrupted {outage.Interrupted} as new {handedOver} times");
            }
        }

        foreach (var node in region.Nodes)
        {
            tally.Check(node.Integrity == "ok", $"{node.Node}: журнал повреждён: {node.Integrity}", $"{node.Node}: the journal is damaged: {node.Integrity}");
            foreach (var blob in node.Blobs)
            {
                tally.Check(
                    node.Intents.GetValueOrDefault(blob, BlobIntentState.Dead) == BlobIntentState.Committed,
                    $"{node.Node}: на диске {blob}, о котором журнал не знает",
                    $"{node.Node}: {blob} is on the disk, the journal does not know it");
            }

            foreach (var delivery in node.Deliveries)
            {
                tally.Check(
                    LaneTable.Steps.Any(step => step.Lane == delivery.Lane && step.To == delivery.State),
                    $"{node.Node}: доставка {delivery.DeliveryId} в состоянии {delivery.State}, которого в этой полосе нет",
                    $"{node.Node}: delivery {delivery.DeliveryId} is in state {delivery.State}, which its lane does not have");
            }
        }
    }
}

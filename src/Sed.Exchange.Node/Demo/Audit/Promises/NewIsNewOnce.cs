using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Observing;

namespace Sed.Exchange.Node.Demo.Audit.Promises;

/// <summary>
/// Promise 3: an installation sees a message as new once; a redelivery is marked "perhaps seen" and carries the same id.
/// </summary>
internal static class NewIsNewOnce
{
    public static void Check(RegionRecords region, Observations observations, Tally tally)
    {
        foreach (var seen in observations.HandedOver.GroupBy(item => (item.Organisation, item.MessageId)))
        {
            var asNew = seen.Count(item => !item.PerhapsSeen);
            tally.Check(
                asNew == 1,
                $"{seen.Key.Organisation} увидел сообщение {seen.Key.MessageId} новым раз: {asNew}",
                $"{seen.Key.Organisation} saw message {seen.Key.MessageId} as new {asNew} times");
            tally.Check(
                seen.Select(item => item.DeliveryId).Distinct().Count() == 1,
                $"сообщение {seen.Key.MessageId} выдано под разными номерами доставки",
                $"message {seen.Key.MessageId} was handed over under several delivery ids");
        }

        var mailboxes = region.Nodes.SelectMany(node => node.Of(Lane.In).Select(delivery => (Node: node, Delivery: delivery)));
        foreach (var held in mailboxes.GroupBy(row => (row.Delivery.MessageId, row.Delivery.Recipient)))
        {
            tally.Check(
                held.Count() == 1,
                $"в ящике {held.Key.Recipient} сообщение {held.Key.MessageId} лежит раз: {held.Count()}",
                $"the mailbox of {held.Key.Recipient} holds message {held.Key.MessageId} {held.Count()} times");
            foreach (var (node, delivery) in held)
            {
                var arrivals = node.Events.Count(line => line.Kind == EventKinds.Arrived && line.DeliveryId == delivery.DeliveryId);
                tally.Check(
                    arrivals == 1,
                    $"{node.Node}: о прибытии {delivery.DeliveryId} сообщено раз: {arrivals}",
                    $"{node.Node}: the arrival of {delivery.DeliveryId} was told {arrivals} times");
            }
        }
    }
}

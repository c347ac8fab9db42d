using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>Judges each purge when it becomes durable: what it took must have been needed by nobody. Written again here, so that a mistake in the rule itself is seen.</summary>
internal static class Purges
{
    /// <summary>Judges what one commit of a node took.</summary>
    public static void Judge(SimulatedRegion region, string node, MemoryDisk before, MemoryDisk after)
    {
        if (ReferenceEquals(before.Containers, after.Containers)) return;
        foreach (var container in after.Containers.Values.Where(row => row.ContentPurgedAt is not null))
        {
            if (before.Containers[container.Digest.ToString()].ContentPurgedAt is not null) continue;
            foreach (var delivery in after.Deliveries.Values.Where(row => row.Container == container.Digest))
            {
                if (!IsOver(delivery)) region.Violate($"{node}: message {container.MessageId} is purged, and is {delivery.State} for {delivery.Recipient}");
            }

            if (after.Held.Values.Any(row => row.Container == container.Digest)) region.Violate($"{node}: message {container.MessageId} is purged while it is held");
            if (after.Owed.Values.Any(row => after.Receipts[row.ReceiptId].Container == container.Digest))
                region.Violate($"{node}: message {container.MessageId} is purged while a receipt about it is owed");
        }
    }

    private static bool IsOver(DeliveryRow delivery) => delivery.Lane switch
    {
        Lane.In => delivery.State is DeliveryState.Collected or DeliveryState.Declined,
        Lane.Relay => delivery.State is not DeliveryState.Queued,
        _ => delivery.State is not (DeliveryState.Queued or DeliveryState.Sent),
    };
}

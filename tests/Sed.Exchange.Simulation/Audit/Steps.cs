using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>Judges one node at each commit, the moment it is durable: what would have healed before the end was a promise broken all the same.</summary>
internal sealed class Steps(SimulatedRegion region, SimulatedNode node)
{
    // Between the look at octets and the commit that says Delivered of them a bit may flip: nobody could know.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Guid> _said = new(StringComparer.Ordinal);

    /// <summary>The node begins anew on what a backup holds: what it had said since, it may have to say again.</summary>
    public void Begin(MemoryDisk journal)
    {
        _said.Clear();
        foreach (var receipt in journal.Receipts.Values) Remember(receipt);
    }

    /// <summary>A commit became durable.</summary>
    /// <param name="before">What was until now.</param>
    /// <param name="after">What is.</param>
    /// <param name="lines">The events it appended.</param>
    public void Note(MemoryDisk before, MemoryDisk after, IReadOnlyList<EventRow> lines)
    {
        for (var place = before.ReceiptOrder.Count; place < after.ReceiptOrder.Count; place++)
        {
            // Promise 4: what was signed once is not signed again.
            if (after.Receipts.GetValueOrDefault(after.ReceiptOrder[place]) is { } receipt && Remember(receipt) is { } first)
                region.Violate($"{node.Id}: says {receipt.Kind} of message {receipt.MessageId} for {receipt.Recipient} in {receipt.ReceiptId}, and has said it in {first}");
        }

        foreach (var line in lines)
        {
            if (line is { Kind: EventKinds.Arrived, DeliveryId: { } arrived }) JudgeArrival(after, after.Deliveries[arrived]);
            if (line is { Kind: nameof(ReceiptKind.Undelivered), DeliveryId: { } ended } && before.Deliveries.GetValueOrDefault(ended) is { } was) JudgeEnd(was);
        }
    }

    // Promise 5: Delivered is said of octets that are durable here, and are those that were sent.
    private void JudgeArrival(MemoryDisk journal, DeliveryRow delivery)
    {
        var what = $"{node.Id}: message {delivery.MessageId} is delivered for {delivery.Recipient}";
        if (journal.Containers.GetValueOrDefault(delivery.Container.ToString()) is not { } container || node.Disk.Blobs.GetValueOrDefault(container.Blob) is not { } octets)
        {
            region.Violate($"{what} without octets");
            return;
        }

        if (region.Turns.Now - node.LastFlip < Look) return;
        using var stored = new MemoryStream(octets, writable: false);
        if (StoredOctets.HaveChanged(stored, container.Digest)) region.Violate($"{what}, and its octets are not what was sent");
    }

    // Promise 2: who holds the proof of delivery does not tell its sender that there is none. A node that was restored tells again what it had told.
    private void JudgeEnd(DeliveryRow was)
    {
        if (!node.WasRestored && was.State is DeliveryState.Delivered or DeliveryState.Collected or DeliveryState.Declined)
            region.Violate($"{node.Id}: Undelivered is told of message {was.MessageId} for {was.Recipient}, which was {was.State}");
    }

    private Guid? Remember(ReceiptRow receipt)
    {
        if (!receipt.Counts || receipt.IssuerNode != node.Id) return null;
        var statement = $"{receipt.Kind} {receipt.Container} {receipt.Recipient}";
        return _said.TryAdd(statement, receipt.ReceiptId) || _said[statement] == receipt.ReceiptId ? null : _said[statement];
    }
}

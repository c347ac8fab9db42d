using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>One node of a <see cref="VirtualRegion"/>.</summary>
internal sealed record VirtualNode(
    string Id, Gateway Gateway, MemoryJournal Journal, MemoryBlobStore Blobs, MemoryPeerLink Link, bool Running)
{
    public Task<T> ReadAsync<T>(Func<IJournalReader, T> read) => Journal.ReadAsync(read, CancellationToken.None);

    public Task<DeliveryState> StateAsync(Guid messageId, Guid recipient, Lane lane = Lane.Out) => ReadAsync(
        journal => journal.DeliveriesOf(messageId).Single(delivery => delivery.Recipient == recipient && delivery.Lane == lane).State);

    public Task<List<string>> TimelineAsync(Guid messageId, Guid recipient) => ReadAsync(journal =>
        StatusView.Read(journal, messageId, DateTimeOffset.MaxValue)!.Deliveries.Single(delivery => delivery.Delivery.Recipient == recipient)
            .Timeline.Select(entry => $"{entry.Event} {entry.Node}").ToList());

    /// <summary>The octets of a container that lies here.</summary>
    public async Task<byte[]> OctetsOfAsync(ContainerRow container)
    {
        await using var stored = await Blobs.OpenAsync(container.Blob, CancellationToken.None);
        var octets = new byte[stored.Length];
        await stored.ReadExactlyAsync(octets);
        return octets;
    }

    /// <summary>Leases and collects everything that waits for an organisation; returns what was new.</summary>
    public async Task<IReadOnlyList<MailboxItem>> TakeAllAsync(Guid organisation)
    {
        var leased = await Gateway.Mailbox.LeaseAsync([organisation], "test", 50, CancellationToken.None);
        foreach (var item in leased)
        {
            Assert.IsType<SettlementResult.Settled>(await Gateway.Mailbox.CollectAsync(
                [organisation], item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value, CancellationToken.None));
        }

        return leased;
    }
}

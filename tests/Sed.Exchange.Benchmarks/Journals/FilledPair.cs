using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>Two nodes joined without a network, both with so many ended messages in their journals, in the folders of nodes that can be run as processes afterwards.</summary>
internal sealed class FilledPair : IAsyncDisposable
{
    private readonly RunningGateway _origin;
    private readonly RunningGateway _recipient;
    private readonly Letter _letter = new(4 * 1024);

    private FilledPair(MadeRegion region, RunningGateway origin, RunningGateway recipient)
    {
        Region = region;
        _origin = origin;
        _recipient = recipient;
    }

    /// <summary>Keys, directory, folders.</summary>
    public MadeRegion Region { get; }

    /// <summary>Makes the nodes, plays one message through them and copies it.</summary>
    /// <param name="folder">Where everything is kept.</param>
    /// <param name="ports">Nine ports for the nodes when they run as processes.</param>
    /// <param name="messages">How many messages are in each journal.</param>
    public static async Task<FilledPair> MakeAsync(string folder, IReadOnlyList<int> ports, int messages)
    {
        var region = RegionMaker.Make(ReferenceRegion.Plan(Suite.Ecdsa, ports), folder, TimeProvider.System);
        var link = new InProcessLink();
        var origin = await RunningGateway.OpenAsync(region, "tula", region.Node("tula").DataFolder, link, isDispatching: false);
        var recipient = await RunningGateway.OpenAsync(region, "efremov", region.Node("efremov").DataFolder, link, isDispatching: false);
        var pair = new FilledPair(region, origin, recipient);
        var model = (await pair.AcceptAsync()).MessageId;
        await pair.DeliverAsync();
        await pair.CollectAsync(await pair.LeaseAsync(1));
        await pair.SettleAsync();
        foreach (var node in new[] { origin, recipient }) await JournalFill.AddAsync(node.Journal, model, messages - 1, done => Console.Error.WriteLine($"  {done} of {messages}"));
        return pair;
    }

    /// <summary>A letter is handed in: sealed, verified, synced, committed.</summary>
    public Task<DeliveryRow> AcceptAsync() => _origin.SubmitAsync(_letter);

    /// <summary>Everything queued is sent, received and its Delivered stored.</summary>
    public Task DeliverAsync() => _origin.Gateway.Dispatcher.StepAsync(CancellationToken.None);

    /// <summary>So many messages are leased.</summary>
    public async Task<IReadOnlyList<MailboxItem>> LeaseAsync(int count)
    {
        var leased = await _recipient.Gateway.Mailbox.LeaseAsync([ReferenceRegion.Efremov], "benchmark", count, CancellationToken.None);
        return leased.Count == count ? leased : throw new InvalidOperationException($"{leased.Count} of {count} are waiting.");
    }

    /// <summary>Leased messages are collected.</summary>
    public async Task CollectAsync(IReadOnlyList<MailboxItem> items)
    {
        foreach (var item in items)
        {
            var result = await _recipient.Gateway.Mailbox.CollectAsync([ReferenceRegion.Efremov], item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value, CancellationToken.None);
            if (result is not SettlementResult.Settled { Already: false }) throw new InvalidOperationException($"Not collected: {result}");
        }
    }

    /// <summary>Receipts go back.</summary>
    public Task SettleAsync() => _recipient.Gateway.Dispatcher.StepAsync(CancellationToken.None);

    /// <summary>The state of a delivery at the origin.</summary>
    public Task<DeliveryState> StateOfAsync(Guid delivery) => _origin.Journal.ReadAsync(journal => journal.FindDelivery(delivery)!.State, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        await _recipient.DisposeAsync();
    }
}

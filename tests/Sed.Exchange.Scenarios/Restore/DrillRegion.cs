using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Audit;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Restore;

/// <summary>The reference region as three processes, with one installation for each organisation, and an observer who writes down what they are told.</summary>
internal sealed class DrillRegion : IAsyncDisposable
{
    private readonly Dictionary<Guid, ExchangeClient> _clients = [];
    private readonly HashSet<(Guid Organisation, Guid MessageId)> _seen = [];
    private readonly List<NodeProcess> _nodes = [];
    private readonly IReadOnlyDictionary<Guid, string> _keys;
    private int _number;

    private DrillRegion(MadeRegion made, IReadOnlyDictionary<Guid, string> keys) => (Made, _keys) = (made, keys);

    public MadeRegion Made { get; }

    public Observations Observations { get; } = new();

    /// <summary>What a restored node handed over as perhaps seen, though nobody had looked.</summary>
    public HashSet<(Guid Organisation, Guid MessageId)> FirstSeenAsPerhapsSeen { get; } = [];

    public static PlannedOrganisation Government => DemoRegion.Government;

    public static PlannedOrganisation MoscowOffice => DemoRegion.MoscowOffice;

    public static PlannedOrganisation Town => DemoRegion.Efremov;

    public static PlannedOrganisation Settlement => DemoRegion.Lobanovskoe;

    public ExchangeClient TownOffice => _clients[Town.Id];

    public static async Task<DrillRegion> StartAsync(TempFolder folder, Suite suite)
    {
        var plan = ReferenceRegion.Plan(suite, Ports.Take(9)) with { LongestPause = TimeSpan.FromSeconds(1) };
        var made = RegionMaker.Make(plan, folder.Of("region"), TimeProvider.System);
        var maker = new ClientMaker(made, "en", TimeProvider.System);
        var region = new DrillRegion(made, await maker.AddAllAsync(CancellationToken.None));
        foreach (var who in plan.Organisations) region._clients[who.Id] = region.Connect(who, attempts: 4);
        foreach (var node in made.Nodes)
        {
            var process = new NodeProcess(node, TimeProvider.System);
            region._nodes.Add(process);
            process.Start();
        }

        await Task.WhenAll(region._nodes.Select(node => node.WaitUntilReadyAsync(CancellationToken.None)));
        return region;
    }

    public NodeProcess Node(string id) => _nodes.Single(node => node.Node.Id == id);

    public string ConfigOf(string id) => Node(id).Node.ConfigFile;

    public string HomeOf(Guid organisation) => Made.Plan.Organisations.Single(row => row.Id == organisation).Node;

    public ExchangeClient Connect(PlannedOrganisation who, int attempts)
    {
        var node = Made.Node(who.Node);
        return new ExchangeClient(new ExchangeClientOptions { Address = node.Api, ApiKey = _keys[who.Id], ServerPin = node.TlsPin, Attempts = attempts });
    }

    /// <summary>A letter with one signed file.</summary>
    public Letter Letter(PlannedOrganisation from, IReadOnlyList<PlannedOrganisation> recipients)
    {
        var now = TimeProvider.System.GetUtcNow();
        var official = DemoRegion.OfficialsOf(from)[0];
        var signer = new Signer(official, Made.KeyOf(official).Open(), 1);
        var number = $"Д-{Interlocked.Increment(ref _number)}";
        return Letters.Plain(from, recipients, number, "Учение", SignedFile.Sign("Письмо.pdf", "%PDF-1.4\n"u8.ToArray(), [signer], now), now);
    }

    /// <summary>Sends a letter; the observer notes the 201. Returns the message.</summary>
    public async Task<Guid> SendAsync(PlannedOrganisation from, IReadOnlyList<PlannedOrganisation> recipients)
    {
        var submitted = await _clients[from.Id].SubmitAsync(Letter(from, recipients).Files);
        Observations.Add(from.Node, submitted);
        return submitted.MessageId;
    }

    /// <summary>Waits until messages of the government or the settlement are delivered to all their recipients.</summary>
    public async Task ArriveAsync(params Guid[] messages)
    {
        foreach (var message in messages)
        {
            var told = Observations.Acknowledged.First(row => row.MessageId == message);
            var asked = Made.Plan.Organisations.First(row => row.Node == told.Node);
            await ArriveAsync(_clients[asked.Id], message);
        }
    }

    /// <summary>Waits until a message is delivered to all its recipients.</summary>
    public static Task ArriveAsync(ExchangeClient asked, Guid message) => WaitAsync(asked, message, state => state is "Delivered" or "Collected");

    /// <summary>Waits until the next node answers for a message.</summary>
    public Task HandOverAsync(Guid message) => WaitAsync(_clients[Government.Id], message, state => state == "Sent");

    /// <summary>Takes what waits until this message is among it, and waits until its sender knows.</summary>
    public async Task<InboxItem> TakeAsync(PlannedOrganisation who, Guid message)
    {
        var item = await Until.NotNull($"{message} is in the mailbox", async () => (await TakeAllAsync(who)).FirstOrDefault(taken => taken.MessageId == message));
        var told = Observations.Acknowledged.First(row => row.MessageId == message);
        await Until.True($"the sender of {message} knows that it was collected", async () =>
            (await _clients[Made.Plan.Organisations.First(row => row.Node == told.Node).Id].GetStatusAsync(message)).Deliveries
                .Single(delivery => delivery.Recipient.Id == who.Id).State == "Collected");
        return item;
    }

    /// <summary>Takes everything that is left.</summary>
    public Task TakeRestAsync(PlannedOrganisation who) => TakeAllAsync(who);

    /// <summary>Waits until no node has anything to send or to tell.</summary>
    public async Task QuietAsync()
    {
        foreach (var node in _nodes)
        {
            await Until.True($"{node.Node.Id} owes nothing", async () =>
            {
                using var journal = SqliteJournal.OpenReadOnly(RecordReader.JournalOf(node.Node));
                return await journal.ReadAsync(reader => reader.QueuedHops().Count == 0 && reader.OwedNodes().Count == 0, CancellationToken.None);
            });
        }
    }

    /// <summary>Letters for and through the town, one after the other, until it is stopped.</summary>
    public Load StartLoad() => new(this);

    public async Task StopAsync() => await Task.WhenAll(_nodes.Select(async node => Assert.True(await node.StopAsync())));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    private async Task<IReadOnlyList<InboxItem>> TakeAllAsync(PlannedOrganisation who)
    {
        var client = _clients[who.Id];
        var items = await client.LeaseAsync(who.Id);
        foreach (var item in items)
        {
            // A restored node cannot know whether anybody looked, and says so; this observer can: it is the first time.
            var isFirst = _seen.Add((who.Id, item.MessageId));
            if (isFirst && item.PerhapsSeen)
            {
                Assert.Equal("efremov", who.Node);
                FirstSeenAsPerhapsSeen.Add((who.Id, item.MessageId));
            }
            else Observations.Add(new HandedOver(who.Node, who.Id, item.MessageId, item.DeliveryId, item.PerhapsSeen));
            var settled = await client.CollectAsync(item);
            Observations.Add(new Settled(who.Node, who.Id, item.MessageId, settled.ReceiptId));
        }

        return items;
    }

    private static Task WaitAsync(ExchangeClient asked, Guid message, Func<string?, bool> until) => Until.True(
        $"message {message} is where it should be",
        async () => (await asked.GetStatusAsync(message)).Deliveries.All(delivery => until(delivery.State)));

    /// <summary>Traffic in the background.</summary>
    internal sealed class Load : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Guid> _sent = [];
        private readonly DrillRegion _region;
        private readonly Task _run;

        public Load(DrillRegion region)
        {
            _region = region;
            _run = Task.Run(RunAsync);
        }

        /// <summary>Stops, and waits until what was sent has arrived.</summary>
        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _run;
            Assert.NotEmpty(_sent);
            await _region.ArriveAsync([.. _sent]);
        }

        public void Dispose() => _stop.Dispose();

        private async Task RunAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                _sent.Add(await _region.SendAsync(Government, [Town, Settlement]));
                _sent.Add(await _region.SendAsync(Settlement, [Town, Government]));
            }
        }
    }
}

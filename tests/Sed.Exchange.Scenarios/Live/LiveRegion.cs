using System.Text.Json.Nodes;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Demo.Audit;
using Sed.Exchange.Node.Demo.Audit.Promises;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>
/// The reference region as three real processes on loopback: tula (origin) → efremov (relay) → lobanovskoe (recipient), each under its
/// supervisor, with a client at each. What clients were told is written down, and <see cref="AuditAsync"/> compares it with the disks.
/// </summary>
internal sealed class LiveRegion : IAsyncDisposable
{
    /// <summary>Retries within a second: nobody here waits for a politer pause.</summary>
    private static readonly JsonObject Impatience = new()
    {
        ["firstPause"] = "00:00:00.200",
        ["longestPause"] = "00:00:01",
        ["breakerPause"] = "00:00:01",
        ["lease"] = "00:00:10",
    };

    private readonly TempFolder _folder;
    private readonly Dictionary<Guid, string> _keys = [];

    private LiveRegion(TempFolder folder, MadeRegion made, Func<string, Surroundings> surroundings)
    {
        _folder = folder;
        Made = made;
        Nodes = [.. made.Nodes.Select(node => new LiveNode(node, surroundings(node.Id)))];
    }

    /// <summary>The region's files.</summary>
    public MadeRegion Made { get; }

    /// <summary>Its nodes: origin, relay, recipient.</summary>
    public IReadOnlyList<LiveNode> Nodes { get; }

    /// <summary>What clients were told.</summary>
    public Observations Observations { get; } = new();

    /// <summary>Makes a region, gives an organisation of each node a key, and starts the nodes.</summary>
    /// <param name="environment">Variables for the nodes' processes.</param>
    /// <param name="prepare">Runs before the nodes start: to put a data folder elsewhere.</param>
    /// <param name="plan">The region on these ports; null: the usual one.</param>
    /// <param name="surroundings">Where the node with this id runs; null: here, with <paramref name="environment"/>.</param>
    /// <param name="time">The clock by which directory and certificates were made; null: now.</param>
    public static async Task<LiveRegion> StartAsync(
        IReadOnlyDictionary<string, string?>? environment = null,
        Func<MadeRegion, Task>? prepare = null,
        Func<IReadOnlyList<int>, RegionPlan>? plan = null,
        Func<string, Surroundings>? surroundings = null,
        TimeProvider? time = null)
    {
        var usual = new Surroundings { Environment = environment ?? new Dictionary<string, string?>() };
        var folder = new TempFolder();
        try
        {
            var ports = Ports.Take(9);
            var made = RegionMaker.Make(plan?.Invoke(ports) ?? ReferenceRegion.Plan(Suite.Ecdsa, ports), folder.Of("region"), time ?? TimeProvider.System);
            foreach (var node in made.Nodes) Configure(node, file => file["delivery"] = Impatience.DeepClone());
            if (prepare is not null) await prepare(made);
            return await StartAsync(folder, made, surroundings ?? (_ => usual));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The node with this id.</summary>
    public LiveNode Node(string id) => Nodes.Single(node => node.Made.Id == id);

    /// <summary>A client of an organisation that tries once: what happens to one request is what the caller wants to see.</summary>
    public ExchangeClient Connect(Guid organisation)
    {
        var node = Made.Node(ReferenceRegion.Organisations.Single(row => row.Id == organisation).Node);
        return new ExchangeClient(new ExchangeClientOptions
        {
            Address = node.Api,
            ApiKey = _keys[organisation],
            ServerPin = node.TlsPin,
            Attempts = 1,
            Timeout = TimeSpan.FromSeconds(20),
        });
    }

    /// <summary>Stops every node and judges what they left by the seven promises.</summary>
    /// <returns>Violations, one line each; checks made.</returns>
    public async Task<(IReadOnlyList<string> Violations, int Checks)> AuditAsync()
    {
        var stopped = await Task.WhenAll(Nodes.Select(node => node.StopAsync()));
        Assert.All(stopped, code => Assert.Equal(0, code));
        var promises = await Auditor.AuditAsync(Made, Made.Nodes, Observations, english: true, TimeProvider.System.GetUtcNow(), CancellationToken.None);

        // Promise 6 is judged there by what the demo plays, and of 7 who died in it; what a death may leave on a disk is looked at everywhere. An answer to a lease may be
        // lost with its node: then the message is first seen as a redelivery, and as new by nobody.
        var judged = promises.Where(promise => promise.Number != 6).ToList();
        return ([.. judged.SelectMany(promise => promise.Violations).Where(line => !line.EndsWith("as new 0 times", StringComparison.Ordinal) && line != DeathChangesNothing.NobodyDied)],
            judged.Sum(promise => promise.Checks));
    }

    /// <summary>Waits until no node has anything left to send.</summary>
    public Task QuietAsync() => Until.True("nothing is queued and no receipt is owed", async () =>
    {
        // Twice: nodes are read one after the other, and something may go from one that is still to be read to one that was.
        foreach (var node in (IEnumerable<LiveNode>)[.. Nodes, .. Nodes])
        {
            if (await ReadAsync(node, journal => journal.QueuedHops().Count + journal.OwedNodes().Count) > 0) return false;
        }

        return true;
    }, TimeSpan.FromSeconds(60));

    /// <summary>Reads a node's journal beside the running node.</summary>
    public static async Task<T> ReadAsync<T>(LiveNode node, Func<IJournalReader, T> read)
    {
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(node.Made.DataFolder, "journal.db"));
        return await journal.ReadAsync(read, CancellationToken.None);
    }

    /// <summary>Changes a node's configuration, before it starts.</summary>
    public static void Configure(MadeNode node, Action<JsonObject> change)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!.AsObject();
        change(configuration);
        File.WriteAllText(node.ConfigFile, configuration.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<LiveRegion> StartAsync(TempFolder folder, MadeRegion made, Func<string, Surroundings> surroundings)
    {
        var region = new LiveRegion(folder, made, surroundings);
        try
        {
            await region.AddKeyAsync(ReferenceRegion.Government, "tula");
            await region.AddKeyAsync(ReferenceRegion.Efremov, "efremov");
            await region.AddKeyAsync(ReferenceRegion.Lobanovskoe, "lobanovskoe");
            await Task.WhenAll(region.Nodes.Select(node => node.StartAsync()));
            return region;
        }
        catch
        {
            await region.DisposeAsync();
            throw;
        }
    }

    private async Task AddKeyAsync(Guid organisation, string node)
    {
        var added = await SedxProcess.Run(
            "client", "add", $"client-{node}", "--config", Made.Node(node).ConfigFile, "--organisation", organisation.ToString());
        _keys[organisation] = added.MustSucceed().Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal)).Trim();
    }
}

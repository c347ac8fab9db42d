using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>The reference region as processes, with a client at its head and one somewhere below.</summary>
internal sealed class LargeRegion : IAsyncDisposable
{
    private readonly MadeRegion _made;
    private readonly Dictionary<string, Dictionary<string, string?>> _listeners = [];

    private LargeRegion(Suite suite, TempFolder folder, MadeRegion made)
    {
        Suite = suite;
        Folder = folder;
        _made = made;
    }

    /// <summary>Suite of the seals.</summary>
    public Suite Suite { get; }

    /// <summary>The folder of everything, gone afterwards.</summary>
    public TempFolder Folder { get; }

    /// <summary>The running nodes by id.</summary>
    public Dictionary<string, SedxProcess> Nodes { get; } = [];

    /// <summary>The proxy before the node that is behind one.</summary>
    public CuttingProxy? Proxy { get; private set; }

    /// <summary>Options of a command that speaks for the sender.</summary>
    public IReadOnlyList<string> Sender { get; private set; } = [];

    /// <summary>Options of a command that speaks for the recipient.</summary>
    public IReadOnlyList<string> Recipient { get; private set; } = [];

    /// <summary>Address of the head's API.</summary>
    public Uri Api => _made.Node("tula").Api;

    /// <summary>PEM file of the authority of its TLS certificates.</summary>
    public string AuthorityFile => _made.TlsAuthorityFile;

    /// <summary>The sender's key.</summary>
    public string SenderKey => Sender[3];

    /// <summary>Makes it, and starts the nodes from the head down to the recipient's.</summary>
    /// <param name="suite">Suite of the seals.</param>
    /// <param name="recipient">The organisation that gets the letters.</param>
    /// <param name="behindProxy">The node whose connections from other nodes come through a proxy of the test; null: none.</param>
    public static async Task<LargeRegion> StartAsync(Suite suite, Guid recipient, string? behindProxy = null)
    {
        var folder = new TempFolder();
        var plan = ReferenceRegion.Plan(suite, Ports.Take(9)) with { LongestPause = TimeSpan.FromSeconds(1) };
        var region = new LargeRegion(suite, folder, RegionMaker.Make(plan, folder.Of("region"), TimeProvider.System));
        if (behindProxy is not null)
        {
            // The proxy stands where the directory says the node is.
            var behind = Ports.Next();
            region._listeners[behindProxy] = new Dictionary<string, string?> { ["SEDX_listen__exchange"] = $"https://127.0.0.1:{behind}" };
            region.Proxy = new CuttingProxy(region._made.Node(behindProxy).Plan.ExchangePort, behind);
        }

        var last = ReferenceRegion.Organisations.Single(row => row.Id == recipient).Node;
        region.Sender = await region.ClientAsync("tula", ReferenceRegion.Government);
        region.Recipient = await region.ClientAsync(last, recipient);
        string[] way = ["tula", "efremov", "lobanovskoe"];
        foreach (var id in way[..(Array.IndexOf(way, last) + 1)]) await region.StartAsync(id);
        return region;
    }

    /// <summary>Starts a node, or starts it again.</summary>
    public async Task StartAsync(string id)
    {
        Nodes[id] = SedxProcess.Start(["run", "--dev", "--config", _made.Node(id).ConfigFile], _listeners.GetValueOrDefault(id));
        await Nodes[id].Says($"ready node={id}");
    }

    /// <summary>SIGKILL, and a new start.</summary>
    public async Task KillAndStartAsync(string id)
    {
        await Nodes[id].Kill();
        await Nodes[id].DisposeAsync();
        await StartAsync(id);
    }

    /// <summary>The recipient's inbox.</summary>
    public async Task<IReadOnlyList<JsonElement>> InboxAsync(int wait = 0)
    {
        var list = await SedxProcess.Run(["inbox", "list", "--wait", $"{wait}", "--json", .. Recipient]);
        return [.. JsonDocument.Parse(list.MustSucceed().Output).RootElement.GetProperty("items").EnumerateArray()];
    }

    /// <summary>Waits until a message lies in the recipient's mailbox; the delivery's id.</summary>
    public async Task<Guid> ArrivalOfAsync(Guid message, TimeSpan patience)
    {
        var found = await Until.NotNull($"message {message} is in the mailbox", async () =>
        {
            var items = await InboxAsync(wait: 20);
            return items.FirstOrDefault(item => item.GetProperty("messageId").GetGuid() == message) is { ValueKind: JsonValueKind.Object } item
                ? item.GetProperty("deliveryId").GetString()
                : null;
        }, patience);
        return Guid.Parse(found);
    }

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null) await Proxy.DisposeAsync();
        foreach (var node in Nodes.Values) await node.DisposeAsync();
        Folder.Dispose();
    }

    private async Task<IReadOnlyList<string>> ClientAsync(string node, Guid organisation)
    {
        var made = _made.Node(node);
        var added = await SedxProcess.Run("client", "add", $"client-{organisation:N}", "--config", made.ConfigFile, "--organisation", organisation.ToString());
        var key = added.MustSucceed().Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal));
        return ["--api", made.Api.GetLeftPart(UriPartial.Authority), "--key", key, "--authority", _made.TlsAuthorityFile];
    }
}

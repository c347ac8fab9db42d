using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>The reference region as three processes, with a client at its head and one in the settlement, which is reached through the town only.</summary>
internal sealed class LargeRegion : IAsyncDisposable
{
    private static readonly string[] NodeIds = ["tula", "efremov", "lobanovskoe"];

    private readonly MadeRegion _made;

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

    /// <summary>Options of a command that speaks for the sender.</summary>
    public IReadOnlyList<string> Sender { get; private set; } = [];

    /// <summary>Options of a command that speaks for the recipient.</summary>
    public IReadOnlyList<string> Recipient { get; private set; } = [];

    /// <summary>Makes and starts it.</summary>
    public static async Task<LargeRegion> StartAsync(Suite suite)
    {
        var folder = new TempFolder();
        var plan = ReferenceRegion.Plan(suite, [.. Enumerable.Range(0, 9).Select(_ => Ports.Next())]) with { LongestPause = TimeSpan.FromSeconds(1) };
        var region = new LargeRegion(suite, folder, RegionMaker.Make(plan, folder.Of("region"), TimeProvider.System));
        region.Sender = await region.ClientAsync("tula", ReferenceRegion.Government);
        region.Recipient = await region.ClientAsync("lobanovskoe", ReferenceRegion.Lobanovskoe);
        foreach (var id in NodeIds) await region.StartAsync(id);
        return region;
    }

    /// <summary>Starts a node, or starts it again.</summary>
    public async Task StartAsync(string id)
    {
        Nodes[id] = SedxProcess.Start("run", "--dev", "--config", _made.Node(id).ConfigFile);
        await Nodes[id].Says($"ready node={id}");
    }

    /// <summary>Waits until a message lies in the recipient's mailbox; the delivery's id.</summary>
    public async Task<Guid> ArrivalOfAsync(Guid message, TimeSpan patience)
    {
        var found = await Until.NotNull($"message {message} is in the mailbox", async () =>
        {
            var list = await SedxProcess.Run(["inbox", "list", "--wait", "20", "--json", .. Recipient]);
            var items = JsonDocument.Parse(list.MustSucceed().Output).RootElement.GetProperty("items").EnumerateArray();
            return items.FirstOrDefault(item => item.GetProperty("messageId").GetGuid() == message) is { ValueKind: JsonValueKind.Object } item
                ? item.GetProperty("deliveryId").GetString()
                : null;
        }, patience);
        return Guid.Parse(found);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes.Values) await node.DisposeAsync();
        Folder.Dispose();
    }

    private async Task<IReadOnlyList<string>> ClientAsync(string node, Guid organisation)
    {
        var made = _made.Node(node);
        var added = await SedxProcess.Run("client", "add", $"client-{node}", "--config", made.ConfigFile, "--organisation", organisation.ToString());
        var key = added.MustSucceed().Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal));
        return ["--api", made.Api.GetLeftPart(UriPartial.Authority), "--key", key, "--authority", _made.TlsAuthorityFile];
    }
}

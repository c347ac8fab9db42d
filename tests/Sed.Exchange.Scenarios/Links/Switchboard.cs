using System.Globalization;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Links;

/// <summary>
/// A network namespace for each node, and one with the switch that connects them (ip-netns(8), veth, bridge). Each node has a second, direct line to this
/// process's own network, for its installations: that one is never cut.
/// </summary>
internal sealed class Switchboard : IAsyncDisposable
{
    private const string Bridge = "bridge";
    private const string Forwarding = "3";
    private const string Discarding = "0";

    private static int _made;

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"sedx-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
    private readonly IReadOnlyList<string> _nodes;
    private readonly List<string> _namespaces = [];

    private Switchboard(IReadOnlyList<string> nodes) => _nodes = nodes;

    private string Switch => $"{_name}-switch";

    /// <summary>Makes it.</summary>
    /// <param name="nodes">Ids of the nodes.</param>
    public static async Task<Switchboard> MakeAsync(IReadOnlyList<string> nodes)
    {
        var board = new Switchboard(nodes);
        try
        {
            await board.MakeAsync();
            return board;
        }
        catch
        {
            await board.DisposeAsync();
            throw;
        }
    }

    /// <summary>The namespace of a node.</summary>
    public string NetworkOf(string node) => $"{_name}-{node}";

    /// <summary>A node's address on the switch.</summary>
    public string AddressOf(string node) => string.Create(CultureInfo.InvariantCulture, $"198.18.0.{10 + IndexOf(node)}");

    /// <summary>A node's address on its line to this process's network.</summary>
    public string DirectAddressOf(string node) => Direct(node, 2);

    /// <summary>Cuts a node off from the others.</summary>
    public Task CutAsync(string node, LinkLoss how) => how switch
    {
        LinkLoss.Silent => SetPortAsync(node, Discarding),
        LinkLoss.Unplugged => IpAsync("-n", Switch, "link", "set", PortOf(node), "down"),
        LinkLoss.Disabled => IpAsync("-n", NetworkOf(node), "link", "set", "x", "down"),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Not a loss of a link."),
    };

    /// <summary>Connects it again.</summary>
    public async Task JoinAsync(string node, LinkLoss how)
    {
        switch (how)
        {
            case LinkLoss.Silent:
                await SetPortAsync(node, Forwarding);
                break;
            case LinkLoss.Unplugged:
                await IpAsync("-n", Switch, "link", "set", PortOf(node), "up");
                await SetPortAsync(node, Forwarding);
                break;
            default:
                await IpAsync("-n", NetworkOf(node), "link", "set", "x", "up");
                await MeetAsync(node);
                await SetPortAsync(node, Forwarding);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A pair of interfaces goes with either of its ends.
        _namespaces.Reverse();
        foreach (var name in _namespaces) await IpAsync("netns", "del", name);
    }

    private static async Task IpAsync(params string[] words) => (await ToolRun.Run("ip", words)).MustSucceed();

    private static string MacOf(int index) => string.Create(CultureInfo.InvariantCulture, $"02:73:65:64:78:{index:x2}");

    private async Task MakeAsync()
    {
        await AddAsync(Switch);
        await IpAsync("-n", Switch, "link", "add", Bridge, "type", "bridge");
        await IpAsync("-n", Switch, "link", "set", Bridge, "up");
        foreach (var node in _nodes)
        {
            var network = NetworkOf(node);
            await AddAsync(network);
            await IpAsync("-n", network, "link", "set", "lo", "up");

            // Its line to the switch.
            await IpAsync("-n", network, "link", "add", "x", "address", MacOf(IndexOf(node)), "type", "veth", "peer", "name", PortOf(node), "netns", Switch);
            await IpAsync("-n", Switch, "link", "set", PortOf(node), "master", Bridge, "up");
            await IpAsync("-n", network, "addr", "add", $"{AddressOf(node)}/24", "dev", "x");
            await IpAsync("-n", network, "link", "set", "x", "up");

            // Its line to us. Names of interfaces have fifteen letters at most.
            var ours = string.Create(CultureInfo.InvariantCulture, $"sx{Environment.ProcessId}n{IndexOf(node)}");
            await IpAsync("link", "add", ours, "type", "veth", "peer", "name", "api", "netns", network);
            await IpAsync("addr", "add", $"{Direct(node, 1)}/30", "dev", ours);
            await IpAsync("link", "set", ours, "up");
            await IpAsync("-n", network, "addr", "add", $"{Direct(node, 2)}/30", "dev", "api");
            await IpAsync("-n", network, "link", "set", "api", "up");
        }

        foreach (var node in _nodes) await MeetAsync(node);
    }

    // Nobody asks who has an address: an answer that fails to come would tell that the line is dead.
    private async Task MeetAsync(string node)
    {
        foreach (var other in _nodes.Where(other => other != node))
            await IpAsync("-n", NetworkOf(node), "neigh", "replace", AddressOf(other), "lladdr", MacOf(IndexOf(other)), "dev", "x", "nud", "permanent");
    }

    private async Task AddAsync(string name)
    {
        await IpAsync("netns", "add", name);
        _namespaces.Add(name);
    }

    private async Task SetPortAsync(string node, string state) =>
        (await ToolRun.Run("ip", ["netns", "exec", Switch, "bridge", "link", "set", "dev", PortOf(node), "state", state])).MustSucceed();

    private int IndexOf(string node) => Enumerable.Range(0, _nodes.Count).Single(index => _nodes[index] == node);

    private string PortOf(string node) => string.Create(CultureInfo.InvariantCulture, $"p{IndexOf(node)}");

    // A network of four addresses each, of the range for trials between networks (RFC 2544); two test processes on one machine use different ones.
    private string Direct(string node, int which) =>
        string.Create(CultureInfo.InvariantCulture, $"198.19.{Environment.ProcessId % 250}.{(4 * IndexOf(node)) + which}");
}

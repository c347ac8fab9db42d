using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Delivery.Routing;

/// <summary>
/// Finds the next hop in the tree of nodes (DESIGN section 5): the one that the administrator has laid down, else the serving node when the directory lets
/// us reach it, else up the parent chain and down. A node with <see cref="NodeEntry.ThroughParentOnly"/> speaks with its parent and with nodes below itself.
/// </summary>
/// <param name="self">This node.</param>
/// <param name="overrides">By which neighbour a node is reached, whatever the tree says; null: nothing is laid down.</param>
public sealed class Router(string self, IReadOnlyDictionary<string, string>? overrides = null)
{
    /// <summary>Longest Sed-Path.</summary>
    public const int LongestPath = 8;

    /// <summary>This node.</summary>
    public string Self => self;

    /// <summary>The next hop towards <paramref name="target"/>.</summary>
    /// <param name="directory">The directory in force.</param>
    /// <param name="target">The node to reach.</param>
    /// <param name="passed">Nodes the container has passed; nobody forwards to one of them, unless the mailbox is there and it ends there.</param>
    /// <param name="accessMark">The document's access mark; a restricted one goes direct or over nodes that may relay it.</param>
    public Route Next(ExchangeDirectory directory, string target, IReadOnlyCollection<string> passed, string? accessMark)
    {
        if (target == self) return new Route.Here();
        var hop = FindOverride(directory, target) is { } laidDown && !passed.Contains(laidDown.Id) ? laidDown : FindHop(directory, self, target);
        if (hop is null) return new Route.None(ReasonCodes.NoRoute);
        if ((hop.Id != target && passed.Contains(hop.Id)) || passed.Count + 1 > LongestPath) return new Route.Back(hop.Id);
        if (hop.Id != target && IsRestricted(accessMark) && !hop.MayRelay.Contains(accessMark!, StringComparer.OrdinalIgnoreCase))
            return new Route.None(ReasonCodes.NoProtectedRoute);
        return new Route.Via(hop);
    }

    /// <summary>The nodes that this one exchanges with directly.</summary>
    public static IEnumerable<NodeEntry> Neighbours(ExchangeDirectory directory, string self) => directory.FindNode(self) is { } here
        ? directory.Nodes.Where(node => node.Id != self && MaySpeak(here, node))
        : [];

    /// <summary>True for every mark but none and «общий».</summary>
    public static bool IsRestricted(string? accessMark) =>
        !string.IsNullOrWhiteSpace(accessMark) && !string.Equals(accessMark.Trim(), "общий", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when two nodes connect to each other, without another one between them.</summary>
    public static bool MaySpeak(NodeEntry here, NodeEntry there)
    {
        if (here.Parent == there.Id || there.Parent == here.Id) return true;
        return !here.ThroughParentOnly && !there.ThroughParentOnly;
    }

    /// <summary>The neighbour laid down for a node; null: none is, or the directory does not let us speak with it, and the tree decides.</summary>
    public NodeEntry? FindOverride(ExchangeDirectory directory, string target) =>
        overrides?.GetValueOrDefault(target) is { } via && directory.FindNode(self) is { } here && directory.FindNode(via) is { } hop && via != self && MaySpeak(here, hop)
            ? hop
            : null;

    /// <summary>The nodes from one to another by the tree alone, both included; they end early where the tree shows no way on.</summary>
    internal static IReadOnlyList<string> Path(ExchangeDirectory directory, string from, string to)
    {
        var path = new List<string> { from };
        while (path[^1] != to && FindHop(directory, path[^1], to) is { } hop && !path.Contains(hop.Id)) path.Add(hop.Id);
        return path;
    }

    private static NodeEntry? FindHop(ExchangeDirectory directory, string self, string target)
    {
        var here = directory.FindNode(self);
        var hop = directory.FindNode(target);
        if (here is null || hop is null) return null;

        // Down: climb from the target to the first node that we may speak with. The bound stops circles in a wrong directory.
        for (var steps = 0; hop is not null && steps <= directory.Nodes.Count; steps++)
        {
            if (MaySpeak(here, hop)) return hop;
            hop = hop.Parent is null ? null : directory.FindNode(hop.Parent);
        }

        // Up: nobody on the target's chain speaks with us, so our own parent must know the way.
        return here.Parent is null ? null : directory.FindNode(here.Parent);
    }
}

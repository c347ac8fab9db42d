using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Keys of routes that the administrator lays down.</summary>
public static class RouteKeys
{
    /// <summary>The node to reach.</summary>
    public static readonly ConfigurationKey<string?> To = Required("routes[].to", ValueTypes.NodeId, "Node of the directory whose mail and receipts go another way than the directory shows.");

    /// <summary>The neighbour to go by.</summary>
    public static readonly ConfigurationKey<string?> Via = Required(
        "routes[].via", ValueTypes.NodeId, "Node that they are handed to instead. One that the directory does not know, or does not let this node speak with, counts for nothing: `sedx doctor` says so.");

    /// <summary>All of them, in the order of the document.</summary>
    internal static IReadOnlyList<ConfigurationKey> All { get; } = [To, Via];
}

namespace Sed.Exchange.Node.Region;

/// <summary>A node to be made. Its listeners are on loopback: a development region lives on one machine.</summary>
/// <param name="Id">Short id: lower-case Latin letters, digits, dashes.</param>
/// <param name="Parent">Id of the node above it; null for the region's node.</param>
/// <param name="ThroughParentOnly">True: only its parent can reach it.</param>
/// <param name="ExchangePort">Port of the listener for other nodes (mutual TLS).</param>
/// <param name="ApiPort">Port of the listener for installations (TLS).</param>
/// <param name="ConsolePort">Port of the read-only page (plain HTTP on loopback).</param>
public sealed record PlannedNode(string Id, string? Parent, bool ThroughParentOnly, int ExchangePort, int ApiPort, int ConsolePort)
{
    /// <summary>Address of the listener for other nodes; not loopback only where each node has a network of its own.</summary>
    public string ExchangeHost { get; init; } = "127.0.0.1";

    /// <summary>Address of the listener for installations; as above.</summary>
    public string ApiHost { get; init; } = "127.0.0.1";
}

using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A recipient with the way to it.</summary>
internal sealed record PlannedRecipient(Organisation Organisation, NodeEntry Node, Route Route)
{
    /// <summary>Id of the next hop; null when the mailbox is here.</summary>
    public string? NextHop => (Route as Route.Via)?.Hop.Id;
}

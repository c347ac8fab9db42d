using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// Where a receipt goes (docs/decisions/0029): to the origin, which answers for the message and alone may say Undelivered. When the sender has moved since,
/// the origin sends a copy after it; and where the origin is gone, the node that serves the sender today takes its place.
/// </summary>
internal static class ReceiptWay
{
    /// <summary>The node that a receipt is for, seen from this one; null: it ends here.</summary>
    /// <param name="directory">The directory in force.</param>
    /// <param name="router">This node's.</param>
    /// <param name="sender">The sending organisation.</param>
    /// <param name="originNode">Where the message was accepted.</param>
    /// <param name="from">The peer that brought the receipt; null: it was issued here.</param>
    public static string? Target(ExchangeDirectory directory, Router router, Guid sender, string originNode, string? from)
    {
        var self = router.Self;
        var today = directory.FindOrganisation(sender)?.Node is { } node && directory.FindNode(node) is not null ? node : null;
        if (self == originNode) return today == self ? null : today;
        if (directory.FindNode(originNode) is null) return today == self ? null : today ?? originNode;

        // What comes from where the origin lies, or the way that leads from there to the sender, has been there: it is on its way after him.
        var isCopy = from is not null && today is not null && today != originNode
            && (Hop(directory, router, originNode) == from || IsOnTheWay(directory, originNode, today, from, self));
        if (!isCopy) return originNode;
        return today == self || today == from ? null : today;
    }

    // Back it may be another one: a node that speaks with its parent alone is reached from below by whoever else speaks with that parent.
    private static bool IsOnTheWay(ExchangeDirectory directory, string origin, string today, string from, string self)
    {
        var path = Router.Path(directory, origin, today);
        return path.Zip(path.Skip(1)).Any(step => step.First == from && step.Second == self);
    }

    /// <summary>The peer by which a node is reached, or null. Receipts carry no content: an access mark does not bind them.</summary>
    public static string? Hop(ExchangeDirectory directory, Router router, string target) =>
        router.Next(directory, target, [], accessMark: null) is Route.Via via ? via.Hop.Id : null;
}

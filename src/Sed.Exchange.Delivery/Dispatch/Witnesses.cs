using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>Who may have proof of a delivery that this node has none of.</summary>
internal sealed class Witnesses(GatewayParts parts, DirectoryHistory history)
{
    /// <summary>
    /// The hop it was handed to, or when that is gone whoever is next on the way to the recipient today. When it has ended without proof, or its installation has
    /// spoken, also every node that could have delivered it: one may have, and its answer was lost before the directory led another way.
    /// </summary>
    public IReadOnlyList<NodeEntry> Of(IJournalReader journal, ExchangeDirectory current, DeliveryRow delivery)
    {
        var receipts = journal.ReceiptsOf(delivery.MessageId, delivery.Recipient);
        var spoke = ReceiptLedger.SpokeAt(delivery, receipts).ToList();
        var ids = new HashSet<string?>(StringComparer.Ordinal);
        if (delivery.State != DeliveryState.Sent || spoke.Count > 0)
        {
            ids.UnionWith(spoke);
            ids.UnionWith(history.NodesOf(journal, current, delivery.Recipient, journal.FindContainer(delivery.Container)!.SentAt));
        }

        // Who refused in time has said what became of it, and who passed that on would have passed on a proof.
        if (delivery.State != DeliveryState.Refused || delivery.StateSince >= delivery.DeliverBy || spoke.Count > 0) ids.Add(HopOf(current, delivery));
        else ids.ExceptWith(ReceiptLedger.CountedOf(delivery, receipts).Where(receipt => receipt.Kind == ReceiptKind.Refused).Select(receipt => receipt.IssuerNode));
        ids.Remove(parts.Identity.NodeId);
        return [.. ids.OfType<string>().Select(current.FindNode).OfType<NodeEntry>()];
    }

    /// <summary>
    /// True when the recipient's installation has said what it did with it, though Delivered itself was lost: then nobody may say that it was not delivered. The
    /// proof is asked for again.
    /// </summary>
    public static bool HaveSpoken(IJournalReader journal, DeliveryRow delivery) => SpokeAt(journal, delivery).Count > 0;

    /// <summary>The nodes at which it was said.</summary>
    public static IReadOnlyList<string> SpokeAt(IJournalReader journal, DeliveryRow delivery) =>
        [.. ReceiptLedger.SpokeAt(delivery, journal.ReceiptsOf(delivery.MessageId, delivery.Recipient))];

    private string? HopOf(ExchangeDirectory current, DeliveryRow delivery)
    {
        if (delivery.NextHop is { } hop && current.FindNode(hop) is not null) return hop;
        return current.FindOrganisation(delivery.Recipient)?.Node is { } node
            && parts.Router.Next(current, node, [], accessMark: null) is Route.Via via ? via.Hop.Id : null;
    }
}

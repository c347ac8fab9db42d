using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>What all stopped nodes hold, and the directory by which it is judged.</summary>
/// <param name="Directory">The directory of the region.</param>
/// <param name="Nodes">Every node.</param>
internal sealed record RegionRecords(ExchangeDirectory Directory, IReadOnlyList<NodeRecords> Nodes)
{
    /// <summary>The node with this id, or null when it is not one of ours.</summary>
    public NodeRecords? Node(string? id) => Nodes.FirstOrDefault(node => node.Node == id);

    /// <summary>The node that holds an organisation's mailbox, or null.</summary>
    public NodeRecords? HomeOf(Guid organisation) => Node(Directory.FindOrganisation(organisation)?.Node);

    /// <summary>Every receipt that verifies, each once, whoever holds it.</summary>
    public IEnumerable<Receipt> ProvenReceipts() => Nodes
        .SelectMany(node => node.Receipts)
        .Select(receipt => receipt.Receipt)
        .OfType<Receipt>()
        .DistinctBy(receipt => receipt.ReceiptId);
}

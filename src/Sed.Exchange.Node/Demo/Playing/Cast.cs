using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>Everybody who plays in the demo.</summary>
internal sealed record Cast
{
    /// <summary>The region's files.</summary>
    public required MadeRegion Region { get; init; }

    /// <summary>The region's node.</summary>
    public required NodeProcess TulaNode { get; init; }

    /// <summary>The town's node.</summary>
    public required NodeProcess EfremovNode { get; init; }

    /// <summary>The settlement's node.</summary>
    public required NodeProcess LobanovskoeNode { get; init; }

    /// <summary>Installation of the government.</summary>
    public required Installation Government { get; init; }

    /// <summary>Installation of the office in Moscow.</summary>
    public required Installation MoscowOffice { get; init; }

    /// <summary>Installation of the town.</summary>
    public required Installation Efremov { get; init; }

    /// <summary>Installation of the settlement.</summary>
    public required Installation Lobanovskoe { get; init; }

    /// <summary>The node that the demo plays itself.</summary>
    public required ProvingPeer Proving { get; init; }

    /// <summary>Where that node gets receipts later.</summary>
    public required ProvingListener ProvingReceipts { get; init; }

    /// <summary>Signs the region's letters as author.</summary>
    public required Signer Head { get; init; }

    /// <summary>Approves the region's letters.</summary>
    public required Signer Deputy { get; init; }

    /// <summary>Signs the town's letters.</summary>
    public required Signer Mayor { get; init; }

    /// <summary>What everybody was told.</summary>
    public required Observations Observations { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Every node, the region's first.</summary>
    public IReadOnlyList<NodeProcess> Nodes => [TulaNode, EfremovNode, LobanovskoeNode];

    /// <summary>Every installation.</summary>
    public IReadOnlyList<Installation> Installations => [Government, MoscowOffice, Efremov, Lobanovskoe];
}

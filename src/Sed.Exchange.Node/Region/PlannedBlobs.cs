namespace Sed.Exchange.Node.Region;

/// <summary>A storage account for the containers of a region's nodes, each in a container of its own.</summary>
/// <param name="ConnectionString">The account's connection string; written into a file of each node that only its owner may read.</param>
/// <param name="Stem">What the containers' names begin with; a dash and the node's id follow.</param>
public sealed record PlannedBlobs(string ConnectionString, string Stem)
{
    /// <summary>The container of a node.</summary>
    public string ContainerOf(string node) => $"{Stem}-{node}";
}

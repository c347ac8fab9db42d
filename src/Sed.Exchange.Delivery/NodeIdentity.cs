using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery;

/// <summary>
/// Who this node is. Of the keys it holds, each signature takes the one that the directory in force lists at that time: so a rollover happens everywhere
/// at the time the directory states, without a stop and without a message in between.
/// </summary>
public sealed class NodeIdentity
{
    private NodeKeys _keys;

    /// <param name="nodeId">Its id in the directory.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="policy">Name of the policy it applies.</param>
    public NodeIdentity(string nodeId, NodeKeys keys, string policy)
    {
        NodeId = nodeId;
        _keys = keys;
        Policy = policy;
    }

    /// <summary>With one key for each purpose.</summary>
    /// <param name="nodeId">Its id in the directory.</param>
    /// <param name="receipts">Its receipt key.</param>
    /// <param name="seals">Seal keys of the organisations whose seals it holds.</param>
    /// <param name="policy">Name of the policy it applies.</param>
    public NodeIdentity(string nodeId, SigningKey receipts, IReadOnlyDictionary<Guid, SigningKey> seals, string policy)
        : this(nodeId, new NodeKeys([receipts], seals.ToDictionary(seal => seal.Key, seal => (IReadOnlyList<SigningKey>)[seal.Value])), policy)
    {
    }

    /// <summary>Its id in the directory.</summary>
    public string NodeId { get; }

    /// <summary>Name of the policy it applies.</summary>
    public string Policy { get; }

    /// <summary>The keys it holds.</summary>
    public NodeKeys Keys => Volatile.Read(ref _keys);

    /// <summary>From now on it holds these; signatures under way end with the key they began with.</summary>
    public void Take(NodeKeys keys) => Volatile.Write(ref _keys, keys);

    /// <summary>The key that signs receipts at this time.</summary>
    public SigningKey ReceiptKey(ExchangeDirectory directory, DateTimeOffset at) =>
        Choose(Keys.Receipts, directory.FindNode(NodeId)?.ReceiptCertificates ?? [], at);

    /// <summary>The key that seals for an organisation at this time; null: this node holds none.</summary>
    public SigningKey? Seal(Guid organisation, ExchangeDirectory directory, DateTimeOffset at) =>
        Keys.Seals.GetValueOrDefault(organisation) is { } held ? Choose(held, SealsOf(organisation, directory), at) : null;

    /// <summary>What the directory lists as seals of an organisation: its own, or with none the receipt keys of this node.</summary>
    public IReadOnlyList<SealEntry> SealsOf(Guid organisation, ExchangeDirectory directory) =>
        directory.FindOrganisation(organisation)?.Seals is { Count: > 0 } own ? own : directory.FindNode(NodeId)?.ReceiptCertificates ?? [];

    private static SigningKey Choose(IReadOnlyList<SigningKey> held, IReadOnlyList<SealEntry> listed, DateTimeOffset at) =>
        Rollover.Choose(held, listed.Where(entry => entry.IsInForce(at)), entry => entry.From, (entry, key) => entry.Certificate.Equals(key.Certificate));
}

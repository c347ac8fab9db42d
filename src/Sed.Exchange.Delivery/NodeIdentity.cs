using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery;

/// <summary>Who this node is.</summary>
/// <param name="NodeId">Its id in the directory.</param>
/// <param name="NodeKey">Its receipt key.</param>
/// <param name="Seals">Seal keys of the organisations whose seals it holds.</param>
/// <param name="Policy">Name of the policy it applies.</param>
public sealed record NodeIdentity(string NodeId, SigningKey NodeKey, IReadOnlyDictionary<Guid, SigningKey> Seals, string Policy);

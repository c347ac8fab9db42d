using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery;

/// <summary>
/// The keys that a node holds, of each purpose one or several: during a rollover both the old one and the new. Which of them is used is the
/// directory's decision (<see cref="NodeIdentity"/>).
/// </summary>
/// <param name="Receipts">Receipt keys, at least one; the first counts where the directory lists none.</param>
/// <param name="Seals">Seal keys of the organisations whose seals it holds, at least one each.</param>
public sealed record NodeKeys(IReadOnlyList<SigningKey> Receipts, IReadOnlyDictionary<Guid, IReadOnlyList<SigningKey>> Seals)
{
    /// <summary>Every key, each once.</summary>
    public IEnumerable<SigningKey> All => Receipts.Concat(Seals.Values.SelectMany(keys => keys)).Distinct();
}

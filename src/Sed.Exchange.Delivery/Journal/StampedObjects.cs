using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>What a stamp is made over.</summary>
/// <param name="Receipts">Receipts.</param>
/// <param name="Containers">Containers, by their digests.</param>
/// <param name="Renewed">Earlier stamps with tokens.</param>
public sealed record StampedObjects(IReadOnlyList<Guid> Receipts, IReadOnlyList<DigestValue> Containers, IReadOnlyList<Guid> Renewed);

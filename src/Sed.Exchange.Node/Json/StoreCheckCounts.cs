namespace Sed.Exchange.Node.Json;

/// <summary>How much a check looked at.</summary>
/// <param name="Containers">Containers.</param>
/// <param name="Deliveries">Deliveries.</param>
/// <param name="Receipts">Receipts.</param>
/// <param name="Refusals">Refusals.</param>
/// <param name="Blobs">Blobs in the store.</param>
public sealed record StoreCheckCounts(int Containers, int Deliveries, int Receipts, int Refusals, int Blobs);

namespace Sed.Exchange.Node.Backups;

/// <summary>What the journal of a snapshot holds.</summary>
/// <param name="Containers">Containers.</param>
/// <param name="Deliveries">Deliveries.</param>
/// <param name="Receipts">Receipts.</param>
public sealed record BackupCounts(long Containers, long Deliveries, long Receipts);

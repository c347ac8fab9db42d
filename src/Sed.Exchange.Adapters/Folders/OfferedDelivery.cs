namespace Sed.Exchange.Adapters.Folders;

/// <summary>A delivery of the mailbox that a message in an input stands for.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="LeaseId">The lease under which it was handed over.</param>
internal sealed record OfferedDelivery(Guid DeliveryId, Guid LeaseId);

namespace Sed.Exchange.Delivery.Journal;

/// <summary>A lease that was given; kept, because a collect by any past holder is taken. Key: (<see cref="DeliveryId"/>, <see cref="LeaseId"/>).</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Client">Id of the client.</param>
/// <param name="From">Given at.</param>
/// <param name="Until">Held until.</param>
public sealed record LeaseRow(Guid DeliveryId, Guid LeaseId, string Client, DateTimeOffset From, DateTimeOffset Until);

using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A message as this node knows it.</summary>
/// <param name="Container">Its container.</param>
/// <param name="Deliveries">One per recipient: of the out-lane at the origin, else relay or in.</param>
/// <param name="Hold">It is in dispute, so that nothing of it is purged; null: it is not.</param>
public sealed record MessageStatus(ContainerRow Container, IReadOnlyList<DeliveryStatus> Deliveries, HoldRow? Hold = null);


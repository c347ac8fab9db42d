using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>One delivery in a mailbox.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Container">Its container.</param>
/// <param name="PerhapsSeen">True: a client may have seen it before (promise 3).</param>
public sealed record MailboxItem(DeliveryRow Delivery, ContainerRow Container, bool PerhapsSeen);

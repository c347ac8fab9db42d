namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>A node handed a message to an installation.</summary>
/// <param name="Node">The node.</param>
/// <param name="Organisation">The organisation it was for.</param>
/// <param name="MessageId">The message.</param>
/// <param name="DeliveryId">Its delivery at the node.</param>
/// <param name="PerhapsSeen">What the node said: true, somebody may have seen it before.</param>
internal sealed record HandedOver(string Node, Guid Organisation, Guid MessageId, Guid DeliveryId, bool PerhapsSeen);

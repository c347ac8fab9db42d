namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>A node confirmed a collect.</summary>
/// <param name="Node">The node.</param>
/// <param name="Organisation">The organisation that collected.</param>
/// <param name="MessageId">The message.</param>
/// <param name="ReceiptId">The Collected receipt.</param>
internal sealed record Settled(string Node, Guid Organisation, Guid MessageId, Guid ReceiptId);

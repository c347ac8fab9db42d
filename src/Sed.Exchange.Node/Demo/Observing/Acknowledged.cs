namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>A node took a package: 201.</summary>
/// <param name="Node">The node.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Container">Digest of the container, <c>algorithm:hex</c>.</param>
/// <param name="Receipts">Recipient and Accepted receipt.</param>
internal sealed record Acknowledged(string Node, Guid MessageId, string Container, IReadOnlyList<(Guid Recipient, Guid ReceiptId)> Receipts);

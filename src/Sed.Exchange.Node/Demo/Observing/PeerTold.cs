using Sed.Exchange.Containers.Receipts;

namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>A node answered a container from the proving stand with a receipt, whose signature the demo verified.</summary>
/// <param name="Node">The node.</param>
/// <param name="Receipt">What it states.</param>
/// <param name="Bytes">The ASiC-S file.</param>
internal sealed record PeerTold(string Node, Receipt Receipt, byte[] Bytes);

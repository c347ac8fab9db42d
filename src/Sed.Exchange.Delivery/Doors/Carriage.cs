namespace Sed.Exchange.Delivery.Doors;

/// <summary>How a container came here. The peer is proven by its TLS certificate; the rest is what it says.</summary>
/// <param name="Peer">Node id of the peer.</param>
/// <param name="MessageId">Sed-Message-Id.</param>
/// <param name="Sender">Sed-Sender.</param>
/// <param name="Path">Sed-Path.</param>
/// <param name="DirectorySerial">Sed-Directory.</param>
internal sealed record Carriage(string Peer, Guid MessageId, Guid Sender, IReadOnlyList<string> Path, long DirectorySerial);

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>A manifest over digests, with the time-stamp token over it.</summary>
/// <param name="Manifest">The manifest's octets.</param>
/// <param name="Token">The token's octets.</param>
public sealed record StampedPart(byte[] Manifest, byte[] Token);

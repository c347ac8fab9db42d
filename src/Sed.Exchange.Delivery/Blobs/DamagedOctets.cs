namespace Sed.Exchange.Delivery.Blobs;

/// <summary>Octets of this node's own store that are no longer what was taken.</summary>
/// <param name="Blob">Where they lie.</param>
/// <param name="Damage">What is wrong with them, for an administrator.</param>
internal sealed record DamagedOctets(string Blob, string Damage);

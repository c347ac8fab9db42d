namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>Octets of a blob in memory.</summary>
/// <param name="Index">Which window of the blob, from 0.</param>
/// <param name="Octets">A pooled array, at least as long.</param>
/// <param name="Length">Octets in it.</param>
internal sealed record BlobWindow(long Index, byte[] Octets, int Length);

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>One DataObjectReference of a manifest; nothing in it is believed yet.</summary>
/// <param name="Uri">What it names.</param>
/// <param name="DigestMethod">Identifier of the digest.</param>
/// <param name="DigestValue">The digest.</param>
internal sealed record AsicManifestEntry(string Uri, string DigestMethod, byte[] DigestValue);

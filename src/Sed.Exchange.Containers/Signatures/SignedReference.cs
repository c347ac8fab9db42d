using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>One object that a signature covers by digest.</summary>
/// <param name="Uri">Name of the entry, decoded (exactly once) from the signature; empty for the single detached content of a CMS.</param>
/// <param name="Digest">The signed digest.</param>
public sealed record SignedReference(string Uri, DigestValue Digest);

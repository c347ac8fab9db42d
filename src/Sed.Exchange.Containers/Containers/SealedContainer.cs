using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Containers;

/// <summary>A container as written.</summary>
/// <param name="Envelope">The envelope with its files.</param>
/// <param name="Digest">Digest of all ZIP octets in the seal's algorithm: the container's identity.</param>
/// <param name="Length">Octets.</param>
public sealed record SealedContainer(Envelope Envelope, DigestValue Digest, long Length);

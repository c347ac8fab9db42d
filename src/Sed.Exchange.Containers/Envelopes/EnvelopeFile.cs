using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Envelopes;

/// <summary>One file of the package.</summary>
/// <param name="Name">The package's name of the file, octets kept.</param>
/// <param name="Entry">The ZIP entry, <c>content/…</c>.</param>
/// <param name="Size">Octets.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Digest">In the seal's algorithm.</param>
public sealed record EnvelopeFile(string Name, string Entry, long Size, string MediaType, DigestValue Digest);

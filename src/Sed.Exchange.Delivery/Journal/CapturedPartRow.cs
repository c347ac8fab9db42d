using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>Something gathered for the evidence of a container. Key: container and <see cref="Name"/>.</summary>
/// <param name="Container">The container.</param>
/// <param name="Name">Its name in the evidence file, such as <c>revocation/….crl</c>.</param>
/// <param name="Source">Who gathered it: the name of a capture source.</param>
/// <param name="Sha256">SHA-256 of its octets, lower-case hexadecimal; by it they are found.</param>
/// <param name="Length">How many they are.</param>
public sealed record CapturedPartRow(DigestValue Container, string Name, string Source, string Sha256, long Length);

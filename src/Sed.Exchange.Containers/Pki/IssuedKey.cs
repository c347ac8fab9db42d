using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Pki;

/// <summary>A fresh key with its certificate.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Pkcs12">Key, certificate and chain, encrypted with the password given.</param>
public sealed record IssuedKey(Certificate Certificate, byte[] Pkcs12);

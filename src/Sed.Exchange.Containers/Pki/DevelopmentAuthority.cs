using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>
/// A throwaway certificate authority for development and tests (<c>sedx pki dev</c>). Its certificates carry the marker policy
/// <see cref="MarkerOid"/>, by which a node started without <c>--dev</c> refuses them.
/// </summary>
public sealed class DevelopmentAuthority
{
    /// <summary>Certificate policy that marks everything issued here.</summary>
    public const string MarkerOid = "1.3.6.1.4.1.99999.71.1";

    /// <summary>The authority's self-signed certificate.</summary>
    public Certificate Certificate => throw new NotImplementedException();

    /// <summary>Makes an authority with a fresh key of this suite.</summary>
    public static DevelopmentAuthority Create(Suite suite, string commonName, DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        throw new NotImplementedException();

    /// <summary>Issues a certificate with a fresh key of the authority's suite and returns both as an AES-encrypted PKCS#12 that OpenSSL 3 opens.</summary>
    public DevelopmentCertificate Issue(DevelopmentSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter, string password) =>
        throw new NotImplementedException();

    /// <summary>True when the certificate carries the marker policy.</summary>
    public static bool IsDevelopment(Certificate certificate) => throw new NotImplementedException();
}

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

    private readonly PrivateKey _key;

    private DevelopmentAuthority(PrivateKey key, Certificate certificate)
    {
        _key = key;
        Certificate = certificate;
    }

    /// <summary>The authority's self-signed certificate.</summary>
    public Certificate Certificate { get; }

    /// <summary>Makes an authority with a fresh key of this suite.</summary>
    public static DevelopmentAuthority Create(Suite suite, string commonName, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var key = suite.GenerateKey();
        var certificate = CertificateWriter.WriteRoot(key, commonName, notBefore, notAfter);
        return new DevelopmentAuthority(key, certificate);
    }

    /// <summary>Issues a certificate with a fresh key of the authority's suite and returns both as an AES-encrypted PKCS#12 that OpenSSL 3 opens.</summary>
    /// <exception cref="ArgumentException">TLS is asked of a GOST authority: no TLS library here speaks GOST.</exception>
    public IssuedKey Issue(CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter, string password)
    {
        if (subject.Purpose == CertificatePurpose.Tls && _key.Suite is GostSuite)
        {
            throw new ArgumentException("TLS certificates come from an authority of suite ecdsa-p256-sha256 or rsa-sha256.", nameof(subject));
        }

        var key = _key.Suite.GenerateKey();
        var certificate = CertificateWriter.Write(_key, Certificate, key.SubjectPublicKeyInfo, subject, notBefore, notAfter);
        return new IssuedKey(certificate, Pkcs12File.Write(key.ToPkcs8(), certificate, [Certificate], password));
    }

    /// <summary>True when the certificate carries the marker policy.</summary>
    public static bool IsDevelopment(Certificate certificate) => certificate.Fields.PolicyOids.Contains(MarkerOid, StringComparer.Ordinal);
}

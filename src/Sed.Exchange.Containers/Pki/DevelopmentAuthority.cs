using System.Numerics;
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

    /// <summary>Where it publishes, said in every certificate that it issues; null: nowhere.</summary>
    public AuthorityAddresses? Addresses { get; init; }

    /// <summary>Makes an authority with a fresh key of this suite.</summary>
    public static DevelopmentAuthority Create(Suite suite, string commonName, DateTimeOffset notBefore, DateTimeOffset notAfter, AuthorityAddresses? addresses = null)
    {
        var key = suite.GenerateKey();
        var certificate = CertificateWriter.WriteRoot(key, commonName, notBefore, notAfter);
        return new DevelopmentAuthority(key, certificate) { Addresses = addresses };
    }

    /// <summary>Opens an authority that was kept with <see cref="ToPkcs12"/>.</summary>
    /// <exception cref="KeyFileException">The file, the password or the key cannot be used.</exception>
    public static DevelopmentAuthority Open(byte[] pkcs12, string password)
    {
        var (keys, certificates) = Pkcs12File.Read(pkcs12, password);
        if (keys is not [var key] || certificates is not [var certificate] || Suite.Of(certificate) is not { } suite)
            throw new KeyFileException("The PKCS#12 file does not hold one authority with its key.");
        return new DevelopmentAuthority(suite.ImportKey(key), certificate);
    }

    /// <summary>Key and certificate as an AES-encrypted PKCS#12 that OpenSSL 3 opens, for an authority that goes on to publish.</summary>
    public byte[] ToPkcs12(string password) => Pkcs12File.Write(_key.ToPkcs8(), Certificate, [], password);

    /// <summary>Issues a certificate with a fresh key of the authority's suite and returns both as an AES-encrypted PKCS#12 that OpenSSL 3 opens.</summary>
    /// <exception cref="ArgumentException">TLS is asked of a GOST authority: no TLS library here speaks GOST.</exception>
    public IssuedKey Issue(CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter, string password)
    {
        if (subject.Purpose == CertificatePurpose.Tls && _key.Suite is GostSuite)
        {
            throw new ArgumentException("TLS certificates come from an authority of suite ecdsa-p256-sha256 or rsa-sha256.", nameof(subject));
        }

        var key = _key.Suite.GenerateKey();
        var certificate = CertificateWriter.Write(_key, Certificate, key.SubjectPublicKeyInfo, subject, notBefore, notAfter, Addresses);
        return new IssuedKey(certificate, Pkcs12File.Write(key.ToPkcs8(), certificate, [Certificate], password));
    }

    /// <summary>Writes the complete list of what it took back (RFC 5280 section 5), DER.</summary>
    /// <param name="number">Higher with each list.</param>
    /// <param name="revoked">Everything that is revoked.</param>
    /// <param name="thisUpdate">When it is made.</param>
    /// <param name="nextUpdate">By when the next one will be there.</param>
    public byte[] WriteRevocationList(BigInteger number, IReadOnlyList<RevokedCertificate> revoked, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate) =>
        RevocationListWriter.Write(_key, Certificate, number, revoked, thisUpdate, nextUpdate);

    /// <summary>True when the certificate carries the marker policy.</summary>
    public static bool IsDevelopment(Certificate certificate) => certificate.Fields.PolicyOids.Contains(MarkerOid, StringComparer.Ordinal);
}

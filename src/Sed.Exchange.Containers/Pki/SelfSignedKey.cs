using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>
/// Keys whose certificates are signed by themselves. Right for seals, receipts, TLS between nodes and the directory: those are trusted because
/// the directory pins them (DESIGN section 7), not because an authority vouches. An authority can be asked later with the request.
/// </summary>
public static class SelfSignedKey
{
    /// <summary>Makes a key with its certificate, as an AES-encrypted PKCS#12 that OpenSSL 3 opens.</summary>
    /// <exception cref="ArgumentException">A GOST key is asked for TLS: no TLS library here speaks GOST.</exception>
    public static (IssuedKey Key, byte[] Request) Make(Suite suite, CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter, string password)
    {
        if (subject.Purpose == CertificatePurpose.Tls && suite is GostSuite)
            throw new ArgumentException("TLS keys are of suite ecdsa-p256-sha256 or rsa-sha256.", nameof(suite));
        var key = suite.GenerateKey();
        var certificate = CertificateWriter.WriteSelfSigned(key, subject, notBefore, notAfter);
        return (new IssuedKey(certificate, Pkcs12File.Write(key.ToPkcs8(), certificate, [], password)), CertificateWriter.WriteRequest(key, subject));
    }
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>A TLS certificate with its key, ready to be shown at either end of a connection.</summary>
public sealed class TlsKey
{
    /// <param name="certificate">The certificate with its key. It lives as long as connections that showed it: nobody disposes of it.</param>
    /// <param name="chain">Its issuers.</param>
    public TlsKey(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        Certificate = certificate;
        Chain = chain;
        Pin = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        Client = SslStreamCertificateContext.Create(certificate, chain, offline: true);

        // Only what belongs between: clients bring the root themselves.
        Server = SslStreamCertificateContext.Create(certificate, [.. chain.Where(issuer => issuer.Subject != issuer.Issuer)], offline: true);
    }

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Issuers that came with it.</summary>
    public X509Certificate2Collection Chain { get; }

    /// <summary>SHA-256 of the public key, lower-case hexadecimal: what the directory pins.</summary>
    public string Pin { get; }

    /// <summary>What is shown to a node that is called.</summary>
    public SslStreamCertificateContext Client { get; }

    /// <summary>What is shown to whoever calls.</summary>
    public SslStreamCertificateContext Server { get; }
}

namespace Sed.Exchange.Containers.Pki;

/// <summary>What a certificate made here is for.</summary>
public enum CertificatePurpose
{
    /// <summary>An organisation's seal, a node's receipt key, a directory key: digitalSignature and nonRepudiation.</summary>
    Seal,

    /// <summary>An official's signature on documents.</summary>
    Official,

    /// <summary>TLS server and client.</summary>
    Tls,

    /// <summary>Time-stamp tokens and nothing else (RFC 3161 section 2.3).</summary>
    Timestamping,

    /// <summary>OCSP answers on behalf of the issuer (RFC 6960 section 4.2.2.2); nobody asks about it in turn.</summary>
    OcspResponder,
}

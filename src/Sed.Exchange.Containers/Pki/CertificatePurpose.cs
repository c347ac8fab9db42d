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
}

namespace Sed.Exchange.Containers.Pki;

/// <summary>What a development certificate is for.</summary>
public enum DevelopmentPurpose
{
    /// <summary>An organisation's seal, a node's receipt key, a directory key: digitalSignature and nonRepudiation.</summary>
    Seal,

    /// <summary>An official's signature on documents.</summary>
    Official,

    /// <summary>TLS server and client.</summary>
    Tls,
}

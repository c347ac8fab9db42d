namespace Sed.Exchange.Containers.Suites;

/// <summary>How a signature is written down.</summary>
public enum SignatureFormat
{
    /// <summary>CAdES-BES, detached CMS (ETSI EN 319 122-1).</summary>
    Cades,

    /// <summary>XAdES baseline B (ETSI EN 319 132-1).</summary>
    Xades,
}

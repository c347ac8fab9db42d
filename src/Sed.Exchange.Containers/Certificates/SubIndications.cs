namespace Sed.Exchange.Containers.Certificates;

/// <summary>Sub-indications of ETSI EN 319 102-1 table 6: why a verdict is failed or indeterminate.</summary>
public static class SubIndications
{
    /// <summary>The signature is not in a form that can be judged.</summary>
    public const string FormatFailure = "FORMAT_FAILURE";

    /// <summary>The digest of a signed object differs.</summary>
    public const string HashFailure = "HASH_FAILURE";

    /// <summary>The signature's value is wrong under the signer's key.</summary>
    public const string SignatureCryptoFailure = "SIG_CRYPTO_FAILURE";

    /// <summary>The signed object is not there.</summary>
    public const string SignedDataNotFound = "SIGNED_DATA_NOT_FOUND";

    /// <summary>The signer's certificate is not there.</summary>
    public const string NoSigningCertificateFound = "NO_SIGNING_CERTIFICATE_FOUND";

    /// <summary>No path from the signer's certificate to a trusted one.</summary>
    public const string NoCertificateChainFound = "NO_CERTIFICATE_CHAIN_FOUND";

    /// <summary>A path exists and is broken.</summary>
    public const string CertificateChainGeneralFailure = "CERTIFICATE_CHAIN_GENERAL_FAILURE";

    /// <summary>A path exists and breaks a constraint: of a certificate, or of its key's usage.</summary>
    public const string ChainConstraintsFailure = "CHAIN_CONSTRAINTS_FAILURE";

    /// <summary>A certificate of the path was not valid at the time used, and nothing proves an earlier time.</summary>
    public const string OutOfBoundsNoPoe = "OUT_OF_BOUNDS_NO_POE";

    /// <summary>Attributes of the signature do not fit: the certificate it names is another.</summary>
    public const string SignatureConstraintsFailure = "SIG_CONSTRAINTS_FAILURE";

    /// <summary>An algorithm is outdated, and nothing proves that it was not when it was used.</summary>
    public const string CryptoConstraintsFailureNoPoe = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";

    /// <summary>An algorithm is not accepted for any time.</summary>
    public const string CryptoConstraintsFailure = "CRYPTO_CONSTRAINTS_FAILURE";

    /// <summary>The signer's certificate was revoked or on hold at the proven time of signing.</summary>
    public const string Revoked = "REVOKED";

    /// <summary>The signer's certificate was revoked, and nothing proves that the signature is older.</summary>
    public const string RevokedNoPoe = "REVOKED_NO_POE";

    /// <summary>The signature was made after a certificate of the path had ended.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>The signature existed before a certificate of the path was valid.</summary>
    public const string NotYetValid = "NOT_YET_VALID";

    /// <summary>An authority's certificate was, and nothing proves that the signature is older.</summary>
    public const string RevokedCaNoPoe = "REVOKED_CA_NO_POE";

    /// <summary>What is known about revocation does not suffice, and may later.</summary>
    public const string TryLater = "TRY_LATER";

    /// <summary>Any other reason; the findings name it.</summary>
    public const string Generic = "GENERIC";
}

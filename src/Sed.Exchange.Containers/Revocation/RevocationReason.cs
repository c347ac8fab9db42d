namespace Sed.Exchange.Containers.Revocation;

/// <summary>CRLReason (RFC 5280 section 5.3.1); the numbers are its own.</summary>
public enum RevocationReason
{
    /// <summary>None given.</summary>
    Unspecified = 0,

    /// <summary>The key is in other hands.</summary>
    KeyCompromise = 1,

    /// <summary>The authority's key is.</summary>
    CaCompromise = 2,

    /// <summary>The subject's name or place changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Replaced.</summary>
    Superseded = 4,

    /// <summary>No longer needed.</summary>
    CessationOfOperation = 5,

    /// <summary>Suspended; may be lifted.</summary>
    CertificateHold = 6,

    /// <summary>Delta lists only: no longer revoked.</summary>
    RemoveFromCrl = 8,

    /// <summary>A right that the certificate asserts is gone.</summary>
    PrivilegeWithdrawn = 9,

    /// <summary>An attribute authority's key is in other hands.</summary>
    AaCompromise = 10,
}

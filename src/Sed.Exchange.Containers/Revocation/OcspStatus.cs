namespace Sed.Exchange.Containers.Revocation;

/// <summary>certStatus of an OCSP answer.</summary>
internal enum OcspStatus
{
    /// <summary>Not revoked.</summary>
    Good,

    /// <summary>Revoked, or on hold.</summary>
    Revoked,

    /// <summary>The responder does not know the certificate: nothing is told.</summary>
    Unknown,
}

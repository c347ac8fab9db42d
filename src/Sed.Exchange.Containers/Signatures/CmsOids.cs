namespace Sed.Exchange.Containers.Signatures;

/// <summary>Object identifiers of CMS (RFC 5652), ESS (RFC 5035), time-stamps (RFC 3161) and CAdES (EN 319 122-1).</summary>
internal static class CmsOids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string CounterSignature = "1.2.840.113549.1.9.6";
    public const string TimestampContent = "1.2.840.113549.1.9.16.1.4";
    public const string ContentTimestamp = "1.2.840.113549.1.9.16.2.20";
    public const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
    public const string CertificateReferences = "1.2.840.113549.1.9.16.2.21";
    public const string RevocationReferences = "1.2.840.113549.1.9.16.2.22";
    public const string CertificateValues = "1.2.840.113549.1.9.16.2.23";
    public const string RevocationValues = "1.2.840.113549.1.9.16.2.24";
    public const string CadesCTimestamp = "1.2.840.113549.1.9.16.2.25";
    public const string ReferencesTimestamp = "1.2.840.113549.1.9.16.2.26";
    public const string ArchiveTimestampV2 = "1.2.840.113549.1.9.16.2.48";
    public const string ArchiveTimestampV3 = "0.4.0.1733.2.4";
    public const string HashIndex = "0.4.0.1733.2.5";
    public const string HashIndexV2 = "0.4.0.19122.1.4";
    public const string HashIndexV3 = "0.4.0.19122.1.5";
}

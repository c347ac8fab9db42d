using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>SingleResponse (RFC 6960 section 4.2.1): what is told about one certificate.</summary>
/// <param name="DigestOid">Digest in the certificate's id.</param>
/// <param name="IssuerName">Digest of its issuer's name.</param>
/// <param name="IssuerKey">Digest of its issuer's key.</param>
/// <param name="Serial">Content of its serial number's INTEGER.</param>
/// <param name="Status">The status.</param>
/// <param name="Date">Since when it is revoked.</param>
/// <param name="Reason">Why.</param>
/// <param name="ThisUpdate">When the status was known to be right.</param>
/// <param name="NextUpdate">Until when it may be relied on; null: newer ones are always there.</param>
/// <param name="Cutoff">archiveCutoff: since when expired certificates are kept.</param>
internal sealed record OcspSingle(
    string DigestOid, byte[] IssuerName, byte[] IssuerKey, ReadOnlyMemory<byte> Serial, OcspStatus Status, DateTimeOffset? Date, RevocationReason Reason,
    DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate, DateTimeOffset? Cutoff)
{
    public const string ArchiveCutoff = "1.3.6.1.5.5.7.48.1.6";

    /// <summary>The certificate's id as a text, to compare.</summary>
    public string About => $"{DigestOid} {Convert.ToHexString(IssuerKey)} {Convert.ToHexString(Serial.Span)}";

    /// <summary>True when it is about this certificate of this issuer; false, too, when the digest is not supported.</summary>
    public bool IsAbout(Certificate certificate, Certificate issuer) => DigestAlgorithm.Find(DigestOid) is { } digest
        && new BigInteger(Serial.Span, isUnsigned: false, isBigEndian: true) == certificate.SerialNumber
        && (digest.Digest(certificate.Fields.Issuer.Der.Span).AsSpan().SequenceEqual(IssuerName) || digest.Digest(issuer.Fields.Subject.Der.Span).AsSpan().SequenceEqual(IssuerName))
        && digest.Digest(KeyOf(issuer)).AsSpan().SequenceEqual(IssuerKey);

    /// <summary>The key's BIT STRING without tag, length and count of unused bits.</summary>
    public static byte[] KeyOf(Certificate certificate)
    {
        var fields = new AsnReader(certificate.SubjectPublicKeyInfo.ToArray(), AsnEncodingRules.BER).ReadSequence();
        fields.ReadSequence();
        return fields.ReadBitString(out _);
    }
}

using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>The first entry of signing-certificate or signing-certificate-v2 (RFC 5035 sections 3, 5): the signer's own certificate.</summary>
/// <param name="DigestOid">Algorithm of <paramref name="Digest"/>.</param>
/// <param name="Digest">Digest of the certificate's octets.</param>
/// <param name="IssuerSerial">Its issuer and serial, or null when absent.</param>
internal sealed record CmsSigningCertificate(string DigestOid, byte[] Digest, IssuerSerial? IssuerSerial)
{
    /// <param name="value">The attribute's value.</param>
    /// <param name="defaultDigest">Digest when none is written: SHA-256 in version 2, SHA-1 in version 1.</param>
    public static CmsSigningCertificate Read(AsnReader value, string defaultDigest)
    {
        var identifier = value.ReadSequence().ReadSequence().ReadSequence();
        var digestOid = identifier.PeekTag() == Asn1Tag.Sequence ? identifier.ReadSequence().ReadObjectIdentifier() : defaultDigest;
        var digest = identifier.ReadOctetString();
        return new CmsSigningCertificate(digestOid, digest, identifier.HasData ? IssuerSerial.Read(identifier) : null);
    }
}

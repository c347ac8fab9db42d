using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>The first entry of signing-certificate or signing-certificate-v2 (RFC 5035 sections 3, 5): the signer's own certificate.</summary>
/// <param name="DigestOid">Algorithm of <paramref name="Digest"/>.</param>
/// <param name="Digest">Digest of the certificate's octets.</param>
/// <param name="Issuer">Its issuer, or null when issuerSerial is absent.</param>
/// <param name="Serial">Its serial number, or null when issuerSerial is absent.</param>
internal sealed record CmsSigningCertificate(string DigestOid, byte[] Digest, DistinguishedName? Issuer, BigInteger? Serial)
{
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4, isConstructed: true);

    /// <param name="value">The attribute's value.</param>
    /// <param name="defaultDigest">Digest when none is written: SHA-256 in version 2, SHA-1 in version 1.</param>
    public static CmsSigningCertificate Read(AsnReader value, string defaultDigest)
    {
        var identifier = value.ReadSequence().ReadSequence().ReadSequence();
        var digestOid = identifier.PeekTag() == Asn1Tag.Sequence ? identifier.ReadSequence().ReadObjectIdentifier() : defaultDigest;
        var digest = identifier.ReadOctetString();
        if (!identifier.HasData) return new CmsSigningCertificate(digestOid, digest, null, null);

        var issuerSerial = identifier.ReadSequence();
        var names = issuerSerial.ReadSequence();
        var issuer = names.PeekTag() == DirectoryName ? DistinguishedName.Read(names.ReadSequence(DirectoryName).ReadEncodedValue()) : null;
        return new CmsSigningCertificate(digestOid, digest, issuer, issuerSerial.ReadInteger());
    }

    /// <summary>True when issuer and serial, where written, are this certificate's.</summary>
    public bool NamesIssuerAndSerialOf(Certificate certificate) =>
        (Issuer is null || certificate.Fields.Issuer.Equals(Issuer)) && (Serial is null || certificate.SerialNumber == Serial);
}

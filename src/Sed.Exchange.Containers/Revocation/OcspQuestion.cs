using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>OCSPRequest (RFC 6960 section 4.1.1) about one certificate, unsigned.</summary>
public static class OcspQuestion
{
    private const string NonceOid = "1.3.6.1.5.5.7.48.1.2";

    /// <summary>Writes one. SHA-1 names the issuer, as every responder understands (RFC 5019 section 2.1.1); it protects nothing here.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Its issuer's.</param>
    /// <param name="nonce">1 to 32 octets (RFC 8954); an answer that has one must have this.</param>
    public static byte[] Write(Certificate certificate, Certificate issuer, ReadOnlySpan<byte> nonce)
    {
        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(nonce);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(DigestAlgorithm.Sha1.Oid);
                    writer.WriteNull();
                }

                writer.WriteOctetString(DigestAlgorithm.Sha1.Digest(certificate.Fields.Issuer.Der.Span));
                writer.WriteOctetString(DigestAlgorithm.Sha1.Digest(OcspSingle.KeyOf(issuer)));
                writer.WriteInteger(certificate.SerialNumber);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2, isConstructed: true)))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(NonceOid);
                writer.WriteOctetString(value.Encode());
            }
        }

        return writer.Encode();
    }

    /// <summary>True when an answer may be to the question with this nonce: it has none, as answers made in advance do, or the same.</summary>
    public static bool IsAnsweredBy(OcspAnswer answer, ReadOnlySpan<byte> nonce)
    {
        if (answer.Nonce is not { } own) return true;
        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(nonce);
        return own.Span.SequenceEqual(value.Encode()) || own.Span.SequenceEqual(nonce);
    }
}

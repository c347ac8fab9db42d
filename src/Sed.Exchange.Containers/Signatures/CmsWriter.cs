using System.Formats.Asn1;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// Writes detached CAdES-BES (ETSI EN 319 122-1 section 5.2, order 472 of Минцифры): DER, one SignerInfo, the signer's
/// certificate with its chain without the root. A time-stamp token is the same with its content inside (RFC 3161 section 2.4.2).
/// </summary>
internal static class CmsWriter
{
    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public static byte[] Sign(SigningKey key, ReadOnlySpan<byte> contentDigest, DateTimeOffset signingTime)
    {
        var attributes = WriteAttributes(key, CmsOids.Data, contentDigest, signingTime);
        return Compose(key, attributes, key.Suite.ToCmsValue(key.SignDigest(key.Suite.Digest(attributes).Value)));
    }

    /// <summary>A time-stamp token: TSTInfo inside, with or without the certificates.</summary>
    public static byte[] SignToken(SigningKey key, byte[] content, DateTimeOffset signingTime, bool withCertificates)
    {
        var attributes = WriteAttributes(key, CmsOids.TimestampContent, key.Suite.Digest(content).Value, signingTime);
        return Compose(key, attributes, key.Suite.ToCmsValue(key.SignDigest(key.Suite.Digest(attributes).Value)), content, withCertificates);
    }

    /// <summary>The file for signed attributes, encoded as a SET, and the value over them as CMS has it.</summary>
    /// <param name="key">Whose certificate and chain it names.</param>
    /// <param name="attributes">The signed attributes.</param>
    /// <param name="signature">The value.</param>
    /// <param name="token">TSTInfo to put inside; null: the content is data, and outside.</param>
    /// <param name="withCertificates">False: they are left out.</param>
    public static byte[] Compose(SigningKey key, byte[] attributes, byte[] signature, byte[]? token = null, bool withCertificates = true)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.SignedData);
            using (writer.PushSequence(Explicit0))
            using (writer.PushSequence())
            {
                // RFC 5652 section 5.1: 3 for whatever is not data.
                writer.WriteInteger(token is null ? 1 : 3);
                using (writer.PushSetOf()) WriteDigestAlgorithm(writer, key.Suite);
                WriteContent(writer, token);
                if (withCertificates)
                {
                    using var set = writer.PushSetOf(Explicit0);
                    writer.WriteEncodedValue(key.Certificate.Der);
                    foreach (var issuer in key.Chain) writer.WriteEncodedValue(issuer.Der);
                }

                using (writer.PushSetOf()) WriteSigner(writer, key, attributes, signature);
            }
        }

        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, byte[]? token)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(token is null ? CmsOids.Data : CmsOids.TimestampContent);
            if (token is null) return;
            using (writer.PushSequence(Explicit0)) writer.WriteOctetString(token);
        }
    }

    private static void WriteSigner(AsnWriter writer, SigningKey key, byte[] attributes, byte[] signature)
    {
        var identifiers = key.Suite.Identifiers;
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(key.Certificate.Fields.Issuer.Der.Span);
                writer.WriteInteger(key.Certificate.Fields.Serial.Span);
            }

            WriteDigestAlgorithm(writer, key.Suite);

            // Signed as a SET, written under [0] (RFC 5652 section 5.4): only the tag differs.
            var tagged = attributes.ToArray();
            tagged[0] = 0xA0;
            writer.WriteEncodedValue(tagged);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(identifiers.CmsSignatureOid);
                if (identifiers.NullParameters) writer.WriteNull();
            }

            writer.WriteOctetString(signature);
        }
    }

    private static byte[] WriteAttributes(SigningKey key, string contentType, ReadOnlySpan<byte> contentDigest, DateTimeOffset signingTime)
    {
        var digest = contentDigest.ToArray();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, CmsOids.ContentType, value => value.WriteObjectIdentifier(contentType));
            WriteAttribute(writer, CmsOids.MessageDigest, value => value.WriteOctetString(digest));
            WriteAttribute(writer, CmsOids.SigningTime, value =>
            {
                // RFC 5652 section 11.3: UTCTime through 2049.
                if (signingTime.UtcDateTime.Year < 2050) value.WriteUtcTime(signingTime);
                else value.WriteGeneralizedTime(signingTime, omitFractionalSeconds: true);
            });
            WriteAttribute(writer, CmsOids.SigningCertificateV2, value => WriteSigningCertificate(value, key));
        }

        return writer.Encode();
    }

    private static void WriteSigningCertificate(AsnWriter writer, SigningKey key)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            // SHA-256 is the DEFAULT, which DER leaves out; the digest of a GOST suite must be written.
            if (key.Suite.Identifiers.DigestOid != DigestAlgorithm.Sha256.Oid) WriteDigestAlgorithm(writer, key.Suite);
            writer.WriteOctetString(key.Suite.Digest(key.Certificate.Der).Value);
            IssuerSerial.Write(writer, key.Certificate);
        }
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf()) value(writer);
        }
    }

    private static void WriteDigestAlgorithm(AsnWriter writer, Suite suite)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(suite.Identifiers.DigestOid);
    }
}

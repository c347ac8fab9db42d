using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>Writes complete revocation lists, version 2 (RFC 5280 section 5).</summary>
internal static class RevocationListWriter
{
    private const string CrlNumberOid = "2.5.29.20";
    private const string ReasonCodeOid = "2.5.29.21";

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public static byte[] Write(
        PrivateKey key, Certificate authority, BigInteger number, IReadOnlyList<RevokedCertificate> revoked, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            SignedOctets.WriteAlgorithm(writer, key.Suite);
            writer.WriteEncodedValue(authority.Fields.Subject.Der.Span);
            CertificateWriter.WriteTime(writer, thisUpdate);
            CertificateWriter.WriteTime(writer, nextUpdate);
            // An empty list is left out, not written empty (section 5.1.2.6).
            if (revoked.Count > 0)
            {
                using (writer.PushSequence())
                {
                    foreach (var entry in revoked) WriteEntry(writer, entry);
                }
            }

            using (writer.PushSequence(Extensions))
            using (writer.PushSequence())
            {
                CertificateWriter.WriteAuthorityKeyId(writer, authority);
                CertificateWriter.WriteExtension(writer, CrlNumberOid, critical: false, value => value.WriteInteger(number));
            }
        }

        return SignedOctets.Write(key.Suite, key.SignDigest, writer.Encode());
    }

    private static void WriteEntry(AsnWriter writer, RevokedCertificate entry)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(entry.Serial);
            CertificateWriter.WriteTime(writer, entry.Since);
            // Section 5.3.1: unspecified is said by saying nothing.
            if (entry.Reason == RevocationReason.Unspecified) return;
            using (writer.PushSequence())
                CertificateWriter.WriteExtension(writer, ReasonCodeOid, critical: false, value => value.WriteEncodedValue([0x0A, 1, (byte)entry.Reason]));
        }
    }
}

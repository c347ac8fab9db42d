using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>
/// Answers about the certificates of one authority with a key that the authority delegated (RFC 6960 section 4.2.2.2): for development and tests. What it was
/// not told of it calls unknown.
/// </summary>
/// <param name="key">The responder's key; its certificate was issued by the authority for <see cref="CertificatePurpose.OcspResponder"/>.</param>
/// <param name="authority">The authority's certificate.</param>
/// <param name="find">What is known of a certificate by its serial number; null: it was not issued here.</param>
public sealed class OcspResponder(SigningKey key, Certificate authority, Func<BigInteger, IssuedStatus?> find)
{
    /// <summary>Octets of a question at most.</summary>
    public const int MaxQuestionBytes = 64 * 1024;

    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";
    private const int Successful = 0;
    private const int MalformedRequest = 1;

    private static readonly Asn1Tag Good = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Revoked = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Unknown = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Wrapped0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Wrapped1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Answers; what cannot be read gets an answer that says so.</summary>
    /// <param name="question">An OCSPRequest.</param>
    /// <param name="now">When.</param>
    /// <param name="validity">How long the answer may be relied on.</param>
    public byte[] Answer(ReadOnlyMemory<byte> question, DateTimeOffset now, TimeSpan validity)
    {
        var inquiry = question.Length > MaxQuestionBytes ? null : OcspInquiry.Read(question);
        if (inquiry is null) return Write(MalformedRequest, null);
        return Write(Successful, SignedOctets.Write(key.Suite, key.SignDigest, WriteContent(inquiry, now, validity), [key.Certificate]));
    }

    private byte[] WriteContent(OcspInquiry inquiry, DateTimeOffset now, TimeSpan validity)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Wrapped1)) writer.WriteEncodedValue(key.Certificate.Fields.Subject.Der.Span);
            WriteTime(writer, now);
            using (writer.PushSequence())
            {
                foreach (var subject in inquiry.Certificates) WriteSingle(writer, subject, now, validity);
            }

            if (inquiry.Nonce is { } nonce)
            {
                using (writer.PushSequence(Wrapped1))
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(nonce.Span);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteSingle(AsnWriter writer, OcspInquiry.Subject subject, DateTimeOffset now, TimeSpan validity)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(subject.Octets.Span);
            WriteStatus(writer, subject.IsOf(authority) ? find(subject.Serial) : null);
            WriteTime(writer, now);
            using (writer.PushSequence(Wrapped0)) WriteTime(writer, now + validity);
        }
    }

    private static void WriteStatus(AsnWriter writer, IssuedStatus? status)
    {
        if (status is null)
        {
            writer.WriteNull(Unknown);
            return;
        }

        if (status.Revoked is not { } revoked)
        {
            writer.WriteNull(Good);
            return;
        }

        using (writer.PushSequence(Revoked))
        {
            WriteTime(writer, revoked.Since);
            using (writer.PushSequence(Wrapped0)) writer.WriteEncodedValue([0x0A, 1, (byte)revoked.Reason]);
        }
    }

    private static byte[] Write(byte status, byte[]? basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x0A, 1, status]);
            if (basic is not null)
            {
                using (writer.PushSequence(Wrapped0))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(BasicResponse);
                    writer.WriteOctetString(basic);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time) => writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
}

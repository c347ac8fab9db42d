using System.Formats.Asn1;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;

namespace Sed.Exchange.Containers.Pki;

/// <summary>
/// An authority of time for development and tests (RFC 3161): stamps what it is asked to, by the clock that it is given. It proves nothing to anybody: who
/// runs it may set that clock.
/// </summary>
/// <param name="key">Its key; the certificate was issued for <see cref="CertificatePurpose.Timestamping"/>.</param>
public sealed class TimestampAuthority(SigningKey key)
{
    /// <summary>The policy under which it stamps: of the development authorities.</summary>
    public const string PolicyOid = "1.3.6.1.4.1.99999.71.2";

    /// <summary>Octets of a question at most: a digest, a nonce, a policy.</summary>
    public const int MaxQuestionBytes = 16 * 1024;

    private const int Granted = 0;
    private const int Rejection = 2;
    private const int AccuracySeconds = 1;
    private const int SerialLength = 16;

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Answers with a TimeStampResp: a token, or a status that says why there is none.</summary>
    /// <param name="question">A TimeStampReq.</param>
    /// <param name="now">The time to state.</param>
    public byte[] Answer(ReadOnlyMemory<byte> question, DateTimeOffset now)
    {
        if (question.Length > MaxQuestionBytes) return Refuse(TimestampRefusal.BadFormat, "too long");
        AsnReader fields;
        ReadOnlyMemory<byte> imprint;
        string digestOid;
        byte[] digest;
        ReadOnlyMemory<byte>? nonce = null;
        string? policy = null;
        bool withCertificates = false, hasExtensions = false;
        try
        {
            var file = new AsnReader(question, AsnEncodingRules.BER);
            fields = file.ReadSequence();
            file.ThrowIfNotEmpty();
            if (!fields.TryReadInt32(out var version) || version != 1) return Refuse(TimestampRefusal.BadRequest, "version");
            imprint = fields.PeekEncodedValue();
            var parts = fields.ReadSequence();
            digestOid = parts.ReadSequence().ReadObjectIdentifier();
            digest = parts.ReadOctetString();
            parts.ThrowIfNotEmpty();
            if (fields.HasData && fields.PeekTag() == Asn1Tag.ObjectIdentifier) policy = fields.ReadObjectIdentifier();
            if (fields.HasData && fields.PeekTag() == Asn1Tag.Integer) nonce = fields.ReadIntegerBytes();
            if (fields.HasData && fields.PeekTag() == Asn1Tag.Boolean) withCertificates = fields.ReadBoolean();
            if (fields.HasData && fields.PeekTag() == Extensions) hasExtensions = fields.ReadEncodedValue().Length > 2;
            fields.ThrowIfNotEmpty();
        }
        catch (AsnContentException)
        {
            return Refuse(TimestampRefusal.BadFormat, "not a TimeStampReq");
        }

        if (DigestAlgorithm.Find(digestOid) is not { } algorithm || !AlgorithmStanding.Of(VerificationPolicy.Standard, algorithm, now).IsGoodEnough) return Refuse(TimestampRefusal.BadAlgorithm, digestOid);
        if (digest.Length != algorithm.Digest([]).Length) return Refuse(TimestampRefusal.BadAlgorithm, "the digest is not as long as its algorithm makes it");
        if (policy is not (null or PolicyOid)) return Refuse(TimestampRefusal.UnacceptedPolicy, policy);
        if (hasExtensions) return Refuse(TimestampRefusal.UnacceptedExtension, "none is known");
        return Grant(CmsWriter.SignToken(key, WriteContent(imprint, nonce, now), now, withCertificates));
    }

    // Random serials: unique without a state that a second process, or a folder copied back, would repeat.
    private static byte[] WriteContent(ReadOnlyMemory<byte> imprint, ReadOnlyMemory<byte>? nonce, DateTimeOffset now)
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)(serial[0] & 0x3F | 0x40);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(PolicyOid);
            writer.WriteEncodedValue(imprint.Span);
            writer.WriteInteger(serial);
            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence()) writer.WriteInteger(AccuracySeconds);
            if (nonce is { } echoed) writer.WriteInteger(echoed.Span);
        }

        return writer.Encode();
    }

    private static byte[] Grant(byte[] token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteInteger(Granted);
            writer.WriteEncodedValue(token);
        }

        return writer.Encode();
    }

    private static byte[] Refuse(TimestampRefusal refusal, string text)
    {
        // PKIFailureInfo is a BIT STRING whose bits are counted from the left.
        var bit = (int)refusal;
        var octets = new byte[(bit / 8) + 1];
        octets[^1] = (byte)(0x80 >> (bit % 8));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger(Rejection);
            using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
            writer.WriteBitString(octets, 7 - (bit % 8));
        }

        return writer.Encode();
    }
}

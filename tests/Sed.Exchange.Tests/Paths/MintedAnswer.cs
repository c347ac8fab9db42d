using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Tests.Paths;

/// <summary>An OCSP answer in the making.</summary>
internal sealed record MintedAnswer
{
    /// <summary>Who signs.</summary>
    public required Minted Signer { get; init; }

    /// <summary>Whose certificate it is about.</summary>
    public required Minted Issuer { get; init; }

    /// <summary>The certificate.</summary>
    public required Minted About { get; init; }

    /// <summary>0 good, 1 revoked, 2 unknown.</summary>
    public int Status { get; init; }

    public DateTimeOffset Since { get; init; } = Mint.Noon.AddDays(-30);

    public RevocationReason Reason { get; init; } = RevocationReason.KeyCompromise;

    public DateTimeOffset ThisUpdate { get; init; } = Mint.Noon.AddHours(-1);

    public DateTimeOffset? NextUpdate { get; init; } = Mint.Noon.AddHours(1);

    public bool IsByKey { get; init; }

    /// <summary>The signer's certificate is inside.</summary>
    public bool HasSigner { get; init; } = true;

    public bool HasUnknownCritical { get; init; }

    /// <summary>The answer as material.</summary>
    public RevocationMaterial Material => new([], [OcspAnswer.Parse(Encode()) ?? throw new InvalidOperationException("The answer does not parse.")]);

    /// <summary>The whole OCSPResponse.</summary>
    public byte[] Encode()
    {
        var basic = MintedList.Sign(Inner(), Signer, writer =>
        {
            if (!HasSigner) return;
            using (writer.PushSequence(Part.Context(0)))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(Signer.Platform.RawData);
            }
        });
        var outer = new AsnWriter(AsnEncodingRules.DER);
        using (outer.PushSequence())
        {
            outer.WriteEncodedValue([0x0A, 0x01, 0x00]);
            using (outer.PushSequence(Part.Context(0)))
            using (outer.PushSequence())
            {
                outer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                outer.WriteOctetString(basic);
            }
        }

        return outer.Encode();
    }

    private byte[] Inner()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (IsByKey)
            {
                using (writer.PushSequence(Part.Context(2))) writer.WriteOctetString(KeyHash(Signer));
            }
            else
            {
                using (writer.PushSequence(Part.Context(1))) writer.WriteEncodedValue(Signer.Platform.SubjectName.RawData);
            }

            writer.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                WriteSingle(writer);
            }

            if (HasUnknownCritical) WriteUnknown(writer);
        }

        return writer.Encode();
    }

    private static void WriteUnknown(AsnWriter writer)
    {
        using (writer.PushSequence(Part.Context(1)))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.3.4.5");
            writer.WriteBoolean(true);
            writer.WriteOctetString([5, 0]);
        }
    }

    private void WriteSingle(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
            writer.WriteOctetString(SHA256.HashData(About.Platform.IssuerName.RawData));
            writer.WriteOctetString(SHA256.HashData(KeyBits(Issuer)));
            writer.WriteInteger(new BigInteger(About.Platform.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true));
        }

        if (Status == 1)
        {
            using (writer.PushSequence(Part.Context(1)))
            {
                writer.WriteGeneralizedTime(Since, omitFractionalSeconds: true);
                using (writer.PushSequence(Part.Context(0))) writer.WriteEncodedValue([0x0A, 0x01, (byte)Reason]);
            }
        }
        else
        {
            writer.WriteNull(Part.Context(Status));
        }

        writer.WriteGeneralizedTime(ThisUpdate, omitFractionalSeconds: true);
        if (NextUpdate is not { } next) return;
        using (writer.PushSequence(Part.Context(0))) writer.WriteGeneralizedTime(next, omitFractionalSeconds: true);
    }

#pragma warning disable CA5350 // RFC 6960 section 4.2.1 has no other digest here.
    private static byte[] KeyHash(Minted minted) => SHA1.HashData(KeyBits(minted));
#pragma warning restore CA5350

    private static byte[] KeyBits(Minted minted) => minted.Platform.PublicKey.EncodedKeyValue.RawData;
}

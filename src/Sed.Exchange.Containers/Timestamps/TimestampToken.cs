using System.Formats.Asn1;
using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>A time-stamp token as it stands (RFC 3161 section 2.4.2). Nothing in it is believed yet.</summary>
/// <param name="Cms">The SignedData around it.</param>
/// <param name="Time">genTime.</param>
/// <param name="ImprintOid">Digest algorithm of the imprint.</param>
/// <param name="Imprint">The digest that the authority stamped.</param>
internal sealed record TimestampToken(CmsFile Cms, DateTimeOffset Time, string ImprintOid, byte[] Imprint)
{
    /// <summary>The policy under which it was made.</summary>
    public string Policy { get; private init; } = "";

    /// <summary>Content of the nonce's INTEGER, or null.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; private init; }

    private static readonly Asn1Tag Authority = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Reads a token, or the whole answer of an authority (TimeStampResp) with one in it.</summary>
    /// <exception cref="AsnContentException">It is neither.</exception>
    public static TimestampToken Read(ReadOnlyMemory<byte> file)
    {
        var cms = CmsFile.Read(Unwrap(file), AsnEncodingRules.BER);
        if (cms.Type != CmsOids.SignedData || cms.ContentType != CmsOids.TimestampContent || cms.Content is null) throw new AsnContentException("No time-stamp token.");
        if (cms.Signers.Count != 1) throw new AsnContentException("A time-stamp token has one signer.");
        var reader = new AsnReader(cms.Content, AsnEncodingRules.BER);
        var info = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        if (!info.TryReadInt32(out var version) || version != 1) throw new AsnContentException("Unknown version of TSTInfo.");
        var policy = info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        var algorithm = imprint.ReadSequence().ReadObjectIdentifier();
        var digest = imprint.ReadOctetString();
        imprint.ThrowIfNotEmpty();
        info.ReadIntegerBytes();
        var time = info.ReadGeneralizedTime();
        var nonce = Rest(info);
        return new TimestampToken(cms, time, algorithm, digest) { Policy = policy, Nonce = nonce };
    }

    /// <summary>Reads a token; null when it is malformed.</summary>
    public static TimestampToken? TryRead(ReadOnlyMemory<byte> file)
    {
        try
        {
            return Read(file);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Hostile input comes out of the readers as exceptions of several types; all mean that this is not a token.
            return null;
        }
    }

    // accuracy, ordering, nonce, tsa, extensions. An extension that is critical and not understood changes what the token says.
    private static ReadOnlyMemory<byte>? Rest(AsnReader info)
    {
        ReadOnlyMemory<byte>? nonce = null;
        if (info.HasData && info.PeekTag() == Asn1Tag.Sequence) info.ReadSequence();
        if (info.HasData && info.PeekTag() == Asn1Tag.Boolean) info.ReadBoolean();
        if (info.HasData && info.PeekTag() == Asn1Tag.Integer) nonce = info.ReadIntegerBytes();
        if (info.HasData && info.PeekTag() == Authority) info.ReadEncodedValue();
        if (info.HasData && info.PeekTag() == Extensions)
        {
            for (var list = info.ReadSequence(Extensions); list.HasData;)
            {
                var extension = list.ReadSequence();
                extension.ReadObjectIdentifier();
                if (extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean()) throw new AsnContentException("A critical extension of the token is not known.");
            }
        }

        info.ThrowIfNotEmpty();
        return nonce;
    }

    /// <summary>True for what may be a TimeStampResp: it begins with a SEQUENCE, where a token has an OBJECT IDENTIFIER.</summary>
    /// <exception cref="AsnContentException">It is no SEQUENCE.</exception>
    public static bool IsAnswer(ReadOnlyMemory<byte> file)
    {
        var outer = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
        return outer.HasData && outer.PeekTag() == Asn1Tag.Sequence;
    }

    // TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken }.
    private static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> file)
    {
        if (!IsAnswer(file)) return file;
        var outer = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
        outer.ReadSequence();
        return outer.ReadEncodedValue();
    }
}

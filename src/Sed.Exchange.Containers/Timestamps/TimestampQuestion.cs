using System.Formats.Asn1;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>What is asked of an authority of time: a TimeStampReq (RFC 3161 section 2.4.1) that wants the certificate in the token.</summary>
/// <param name="Imprint">The digest to stamp.</param>
/// <param name="Nonce">8 to 32 octets of chance, so that no old answer fits.</param>
/// <param name="Policy">The policy to stamp under, or null: the authority's own.</param>
public sealed record TimestampQuestion(DigestValue Imprint, ReadOnlyMemory<byte> Nonce, string? Policy = null)
{
    /// <summary>The request, DER.</summary>
    /// <exception cref="ArgumentException">The digest's algorithm has no name in requests.</exception>
    public byte[] Write()
    {
        var algorithm = DigestAlgorithm.Named(Imprint.Algorithm) ?? throw new ArgumentException($"{Imprint.Algorithm} cannot be asked about.");
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(algorithm.Oid);
                writer.WriteOctetString(Imprint.Value);
            }

            if (Policy is not null) writer.WriteObjectIdentifier(Policy);
            writer.WriteIntegerUnsigned(Trimmed());
            writer.WriteBoolean(true);
        }

        return writer.Encode();
    }

    /// <summary>True: this is the nonce as an answer repeats it.</summary>
    internal bool IsAnsweredBy(ReadOnlyMemory<byte>? nonce)
    {
        if (nonce is not { } own) return false;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteIntegerUnsigned(Trimmed());
        return new AsnReader(writer.Encode(), AsnEncodingRules.DER).ReadIntegerBytes().Span.SequenceEqual(own.Span);
    }

    // An INTEGER has no leading zeros.
    private ReadOnlySpan<byte> Trimmed()
    {
        var octets = Nonce.Span;
        while (octets.Length > 1 && octets[0] == 0) octets = octets[1..];
        return octets;
    }
}

using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>basicConstraints (RFC 5280 section 4.2.1.9).</summary>
/// <param name="IsAuthority">cA.</param>
/// <param name="PathLength">pathLenConstraint, or null.</param>
internal sealed record BasicConstraints(bool IsAuthority, int? PathLength)
{
    /// <summary>Reads the extension; null when the certificate has none.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static BasicConstraints? Of(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.BasicConstraints) is not { } value) return null;
        var file = new AsnReader(value, AsnEncodingRules.BER);
        var fields = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var isAuthority = fields.HasData && fields.PeekTag() == Asn1Tag.Boolean && fields.ReadBoolean();
        int? length = null;
        if (fields.HasData)
        {
            var number = fields.ReadInteger();
            if (number.Sign < 0) throw new AsnContentException("The path length is negative.");
            length = (int)System.Numerics.BigInteger.Min(number, int.MaxValue);
        }

        fields.ThrowIfNotEmpty();
        return new BasicConstraints(isAuthority, length);
    }
}

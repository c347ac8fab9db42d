using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>
/// privateKeyUsagePeriod: when the key may sign. Shorter than the validity of the certificate, which is there to check signatures for longer; RFC 5280 leaves the extension
/// to profiles, order 795 of the FSB has it in every qualified certificate.
/// </summary>
/// <param name="From">Since when, or null.</param>
/// <param name="To">Until when, this second included, or null.</param>
internal sealed record KeyPeriod(DateTimeOffset? From, DateTimeOffset? To)
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    /// <summary>The period of a certificate; null: it has none. Malformed is as good as over at once: no time lies in it.</summary>
    public static KeyPeriod? Of(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.PrivateKeyUsagePeriod) is not { } value) return null;
        try
        {
            var fields = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            DateTimeOffset? from = fields.HasData && fields.PeekTag() == Tag0 ? fields.ReadGeneralizedTime(Tag0) : null;
            DateTimeOffset? to = fields.HasData && fields.PeekTag() == Tag1 ? fields.ReadGeneralizedTime(Tag1) : null;
            return new KeyPeriod(from, to);
        }
        catch (AsnContentException)
        {
            return new KeyPeriod(DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        }
    }

    /// <summary>True when a time lies in it.</summary>
    public bool Covers(DateTimeOffset time) => !(time < From) && !(time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)) > To);
}

using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>A DistributionPoint of a certificate (RFC 5280 section 4.2.1.13): where, by whom and for which reasons its revocation is published.</summary>
/// <param name="Name">distributionPoint, or null.</param>
/// <param name="Reasons">reasons, all when absent.</param>
/// <param name="Issuers">cRLIssuer: the names of who issues the list; null: the certificate's issuer does.</param>
internal sealed record DistributionPoint(PointName? Name, int Reasons, IReadOnlyList<GeneralName>? Issuers)
{
    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag IssuerTag = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>The points of a certificate, and last the one that RFC 5280 section 6.3.3 assumes: any list of the issuer itself.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static IReadOnlyList<DistributionPoint> Of(Certificate certificate)
    {
        var points = Read(certificate.Fields.Find(CertificateExtension.DistributionPoints));
        points.Add(new DistributionPoint(new PointName([GeneralName.Of(certificate.Fields.Issuer)], null), ReasonFlags.All, null));
        return points;
    }

    /// <summary>Addresses under which lists are published, in order.</summary>
    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public static IReadOnlyList<string> Addresses(Certificate certificate, string extension) =>
        [.. Read(certificate.Fields.Find(extension)).SelectMany(point => point.Name?.Names ?? []).Where(name => name.Kind == GeneralNameKind.Uri).Select(name => name.Text!)];

    /// <summary>The names that a list's own distribution point must share one of (section 6.3.3 (b)(2)(i)).</summary>
    /// <exception cref="AsnContentException">A relative name is malformed.</exception>
    public IReadOnlyList<GeneralName> NamesFor(Certificate certificate)
    {
        var issuer = Issuers?.FirstOrDefault(name => name.Kind == GeneralNameKind.DirectoryName)?.Directory ?? certificate.Fields.Issuer;
        return Name?.Below(issuer) ?? Issuers ?? [];
    }

    private static List<DistributionPoint> Read(ReadOnlyMemory<byte>? value)
    {
        var points = new List<DistributionPoint>();
        if (value is not { } octets) return points;
        var file = new AsnReader(octets, AsnEncodingRules.BER);
        var list = file.ReadSequence();
        file.ThrowIfNotEmpty();
        while (list.HasData)
        {
            var fields = list.ReadSequence();
            var name = fields.HasData && fields.PeekTag() == NameTag ? PointName.Read(fields.ReadSequence(NameTag)) : null;
            var reasons = fields.HasData && fields.PeekTag() == ReasonsTag ? ReasonFlags.Read(fields, ReasonsTag) : ReasonFlags.All;
            var issuers = fields.HasData && fields.PeekTag() == IssuerTag ? GeneralName.ReadAll(fields.ReadSequence(IssuerTag)) : null;
            fields.ThrowIfNotEmpty();
            points.Add(new DistributionPoint(name, reasons, issuers));
        }

        return points;
    }
}

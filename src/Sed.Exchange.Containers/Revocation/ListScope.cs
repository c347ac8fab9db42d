using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>Whether a list is about a certificate (RFC 5280 section 6.3.3 (b) and (d)).</summary>
internal static class ListScope
{
    /// <summary>For which reasons the list, under a distribution point of the certificate, tells of it; 0: not at all.</summary>
    /// <exception cref="AsnContentException">A name is malformed.</exception>
    public static int Reasons(DistributionPoint point, RevocationList list, Certificate certificate)
    {
        // (1) Who issues it: the certificate's issuer, or whom the point names; the latter must say that it lists for others.
        var isIssuer = point.Issuers is { } issuers
            ? list.Point.IsIndirect && issuers.Any(name => name.Directory is { } directory && directory.Equals(list.Issuer))
            : list.Issuer.Equals(certificate.Fields.Issuer);
        if (!isIssuer) return 0;

        // (2)(i) Which part of what it issues.
        if (list.Point.Name is { } own && !own.Below(list.Issuer).Any(name => point.NamesFor(certificate).Any(other => IsSame(name, other)))) return 0;

        // (2)(ii) to (iv).
        var isAuthority = BasicConstraints.Of(certificate)?.IsAuthority == true;
        if (list.Point.OnlyAttributes || (isAuthority ? list.Point.OnlyUsers : list.Point.OnlyAuthorities)) return 0;
        return list.Point.Reasons & point.Reasons;
    }

    private static bool IsSame(GeneralName one, GeneralName other) => one.Kind == other.Kind && (one.Kind switch
    {
        GeneralNameKind.DirectoryName => one.Directory!.Equals(other.Directory),
        GeneralNameKind.DnsName or GeneralNameKind.Rfc822Name => string.Equals(one.Text, other.Text, StringComparison.OrdinalIgnoreCase),
        GeneralNameKind.Uri => one.Text == other.Text,
        _ => one.Octets.Span.SequenceEqual(other.Octets.Span),
    });
}

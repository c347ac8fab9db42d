using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>Where a certificate says that its revocation is published: words of whoever issued it, to be guarded before they are followed.</summary>
/// <param name="Lists">Addresses of lists, complete and delta (cRLDistributionPoints, freshestCRL), HTTP and HTTPS only.</param>
/// <param name="Responders">Addresses of OCSP responders (authorityInfoAccess), likewise.</param>
public sealed record RevocationAddresses(IReadOnlyList<Uri> Lists, IReadOnlyList<Uri> Responders)
{
    private const string OcspMethod = "1.3.6.1.5.5.7.48.1";

    /// <summary>Reads them; what is malformed names nothing.</summary>
    public static RevocationAddresses Of(Certificate certificate)
    {
        try
        {
            var lists = DistributionPoint.Addresses(certificate, CertificateExtension.DistributionPoints)
                .Concat(DistributionPoint.Addresses(certificate, CertificateExtension.FreshestCrl));
            return new RevocationAddresses(AccessAddresses.Web(lists), AccessAddresses.Of(certificate, OcspMethod));
        }
        catch (AsnContentException)
        {
            return new RevocationAddresses([], []);
        }
    }
}

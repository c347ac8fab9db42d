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
            return new RevocationAddresses(Web(lists), Web(Access(certificate)));
        }
        catch (AsnContentException)
        {
            return new RevocationAddresses([], []);
        }
    }

    private static IEnumerable<string> Access(Certificate certificate)
    {
        if (certificate.Fields.Find(CertificateExtension.AuthorityInformationAccess) is not { } value) yield break;
        var list = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        while (list.HasData)
        {
            var access = list.ReadSequence();
            var method = access.ReadObjectIdentifier();
            var name = GeneralName.Read(access);
            if (method == OcspMethod && name.Kind == GeneralNameKind.Uri) yield return name.Text!;
        }
    }

    private static List<Uri> Web(IEnumerable<string> texts) =>
        [.. texts.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).OfType<Uri>().Distinct()];
}

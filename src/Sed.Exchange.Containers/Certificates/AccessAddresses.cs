using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>authorityInfoAccess of a certificate (RFC 5280 section 4.2.2.1).</summary>
internal static class AccessAddresses
{
    /// <summary>Addresses of one access method, HTTP and HTTPS only, in order; what is malformed names nothing.</summary>
    public static IReadOnlyList<Uri> Of(Certificate certificate, string method)
    {
        try
        {
            return Web(Read(certificate, method));
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    /// <summary>Those of texts that are addresses of the web.</summary>
    public static IReadOnlyList<Uri> Web(IEnumerable<string> texts) =>
        [.. texts.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).OfType<Uri>().Distinct()];

    private static IEnumerable<string> Read(Certificate certificate, string method)
    {
        if (certificate.Fields.Find(CertificateExtension.AuthorityInformationAccess) is not { } value) yield break;
        var list = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        while (list.HasData)
        {
            var access = list.ReadSequence();
            var named = access.ReadObjectIdentifier();
            var name = GeneralName.Read(access);
            if (named == method && name.Kind == GeneralNameKind.Uri) yield return name.Text!;
        }
    }
}

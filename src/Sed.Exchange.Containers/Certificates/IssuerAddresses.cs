namespace Sed.Exchange.Containers.Certificates;

/// <summary>Where a certificate says that its issuer's is (authorityInfoAccess, caIssuers): words of whoever wrote it, to be guarded before they are followed.</summary>
public static class IssuerAddresses
{
    private const string IssuersMethod = "1.3.6.1.5.5.7.48.2";

    /// <summary>HTTP and HTTPS addresses, in order; what is malformed names nothing.</summary>
    public static IReadOnlyList<Uri> Of(Certificate certificate) => AccessAddresses.Of(certificate, IssuersMethod);
}

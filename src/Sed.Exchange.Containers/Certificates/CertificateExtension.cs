using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>One extension of a certificate (RFC 5280 section 4.2).</summary>
/// <param name="Oid">Which.</param>
/// <param name="Critical">True: who does not understand it must refuse the certificate.</param>
/// <param name="Value">Its DER value.</param>
internal sealed record CertificateExtension(string Oid, bool Critical, ReadOnlyMemory<byte> Value)
{
    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string PrivateKeyUsagePeriod = "2.5.29.16";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string IssuerAlternativeName = "2.5.29.18";
    public const string BasicConstraints = "2.5.29.19";
    public const string NameConstraints = "2.5.29.30";
    public const string DistributionPoints = "2.5.29.31";
    public const string CertificatePolicies = "2.5.29.32";
    public const string PolicyMappings = "2.5.29.33";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string PolicyConstraints = "2.5.29.36";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string FreshestCrl = "2.5.29.46";
    public const string InhibitAnyPolicy = "2.5.29.54";
    public const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";
    public const string SubjectInformationAccess = "1.3.6.1.5.5.7.1.11";
    public const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

    /// <summary>Reads the list; a second extension of one kind is malformed (RFC 5280 section 4.2).</summary>
    public static IReadOnlyList<CertificateExtension> ReadAll(AsnReader list)
    {
        var extensions = new List<CertificateExtension>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (list.HasData)
        {
            var extension = list.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
            extensions.Add(new CertificateExtension(oid, critical, extension.ReadOctetString()));
            extension.ThrowIfNotEmpty();
            if (!seen.Add(oid)) throw new AsnContentException("An extension stands twice.");
        }

        return extensions;
    }
}

using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Paths;

/// <summary>The rules of public web servers beyond RFC 5280 (CA/Browser Forum Baseline Requirements, section 7.1), asked for by <see cref="CertificateProfile.Web"/>.</summary>
internal static class WebProfile
{
    private const int LeastRsaBits = 2048;

    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <summary>The first rule that a certificate breaks, or null.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="isLeaf">True: it is the server's.</param>
    /// <param name="isAnchor">True: it is the root.</param>
    /// <exception cref="AsnContentException">An extension is malformed.</exception>
    public static string? Broken(Certificate certificate, bool isLeaf, bool isAnchor)
    {
        if (certificate.Fields.Version != 3) return "not of version 3";
        if (Key(certificate) is { } key) return key;
        var usages = ExtendedUsages.Of(certificate);
        if (isAnchor && usages is not null) return "a root with extKeyUsage";
        if (isAnchor && Identifier(certificate) is { } identifier) return identifier;
        return isLeaf ? Leaf(certificate, usages) : null;
    }

    private static string? Leaf(Certificate certificate, IReadOnlyList<string>? usages)
    {
        if (BasicConstraints.Of(certificate)?.IsAuthority == true) return "a server with an authority's certificate";
        if (usages is null) return "no extKeyUsage";
        if (certificate.Fields.Extensions.Any(extension => extension is { Oid: CertificateExtension.ExtendedKeyUsage, Critical: true })) return "extKeyUsage critical";
        if (usages.Contains(ExtendedUsages.Any)) return "anyExtendedKeyUsage";
        if (GeneralName.AlternativesOf(certificate) is not { } names) return "no subjectAltName";
        var isCritical = certificate.Fields.Extensions.First(extension => extension.Oid == CertificateExtension.SubjectAlternativeName).Critical;
        if (isCritical && !certificate.Fields.Subject.IsEmpty) return "subjectAltName critical beside a subject";
        if (names.FirstOrDefault(name => name is { Kind: GeneralNameKind.DnsName, Text: ['*', '.', .. var rest] } && PublicSuffixes.Contains(rest)) is { } wide) return $"name {wide}";
        return null;
    }

    /// <summary>A common name of the subject that does not stand, letter for letter, among its alternative names (section 7.1.4.3); null when all do.</summary>
    /// <exception cref="AsnContentException">The alternative names are malformed.</exception>
    public static string? StrayCommonName(Certificate certificate)
    {
        var names = (GeneralName.AlternativesOf(certificate) ?? []).Select(name => name.ToString()).ToList();
        return certificate.Fields.Subject.FindAll(DistinguishedName.CommonNameOid).FirstOrDefault(name => !names.Contains(name));
    }

    private static string? Identifier(Certificate root)
    {
        if (root.Fields.Find(CertificateExtension.AuthorityKeyIdentifier) is not { } value) return null;
        var fields = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        if (root.Fields.AuthorityKeyId is not { } named) return "authorityKeyIdentifier without a key";
        fields.ReadEncodedValue();
        if (fields.HasData) return "authorityKeyIdentifier with an issuer";
        return root.Fields.SubjectKeyId is { } own && own.Span.SequenceEqual(named.Span) ? null : "authorityKeyIdentifier of another key";
    }

    private static string? Key(Certificate certificate)
    {
        if (certificate.KeyAlgorithm == EcdsaSuite.KeyAlgorithm) return Curves.Contains(certificate.KeyParameterOid) ? null : "key on a curve that is not listed";
        return certificate.Key.RsaBits is >= LeastRsaBits and var bits && bits % 8 == 0 ? null : "key of a kind or length that is not listed";
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Paths;

/// <summary>The rules for those who issue certificates (RFC 5280 section 4), asked for by <see cref="CertificateProfile.Strict"/>.</summary>
internal static class ProfileCheck
{
    private const int MaxSerial = 20;
    private const int LastShortYear = 2049;

    // Extensions that must be critical, and that must not be.
    private static readonly string[] Critical = [CertificateExtension.NameConstraints, CertificateExtension.PolicyConstraints, CertificateExtension.InhibitAnyPolicy];

    private static readonly string[] NotCritical =
    [
        CertificateExtension.AuthorityKeyIdentifier, CertificateExtension.SubjectKeyIdentifier, CertificateExtension.AuthorityInformationAccess,
        CertificateExtension.SubjectInformationAccess, CertificateExtension.FreshestCrl, "2.5.29.9",
    ];

    /// <summary>The first rule that a certificate breaks, or null.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="profile">Strict or Web.</param>
    /// <exception cref="AsnContentException">An extension is malformed.</exception>
    public static string? Broken(Certificate certificate, CertificateProfile profile)
    {
        var fields = certificate.Fields;
        var constraints = BasicConstraints.Of(certificate);
        var isAuthority = constraints?.IsAuthority == true;
        if (!StrictDer.Is(certificate.Der.ToArray())) return "not DER";
        if (fields.Extensions.FirstOrDefault(extension => extension.Oid.StartsWith("2.5.29.", StringComparison.Ordinal) && !StrictDer.Is(extension.Value)) is { } loose) return $"{loose.Oid} not DER";
        if (fields.Version != 3 && fields.Extensions.Count > 0) return "extensions of a version before 3";
        if (certificate.SerialNumber.Sign <= 0 || fields.Serial.Length > MaxSerial) return "serial number";
        if (Times(fields) is { } time) return time;
        foreach (var extension in fields.Extensions)
        {
            if (Array.IndexOf(NotCritical, extension.Oid) >= 0 && extension.Critical) return $"{extension.Oid} critical";
            var mayBeUncritical = profile == CertificateProfile.Web && extension.Oid == CertificateExtension.NameConstraints;
            if (Array.IndexOf(Critical, extension.Oid) >= 0 && !extension.Critical && !mayBeUncritical) return $"{extension.Oid} not critical";
        }

        return Keys(certificate, isAuthority)
            ?? Usages(certificate, constraints)
            ?? Names(certificate, isAuthority)
            ?? Policies(certificate)
            ?? Access(certificate);
    }

    // Section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050; both to the second, both in Z. DER has been checked.
    private static string? Times(CertificateFields fields)
    {
        var reader = new AsnReader(fields.Validity, AsnEncodingRules.DER).ReadSequence();
        foreach (var moment in new[] { fields.NotBefore, fields.NotAfter })
        {
            if (reader.PeekTag() == Asn1Tag.UtcTime != (moment.UtcDateTime.Year <= LastShortYear)) return "form of a time";
            reader.ReadEncodedValue();
            if (moment.Ticks % TimeSpan.TicksPerSecond != 0) return "fraction of a second";
        }

        return null;
    }

    // Sections 4.2.1.1 and 4.2.1.2.
    private static string? Keys(Certificate certificate, bool isAuthority)
    {
        var fields = certificate.Fields;
        if (isAuthority && fields.SubjectKeyId is null) return "no subjectKeyIdentifier";
        if (fields.AuthorityKeyId is not null) return null;
        // Signed by its own key: some roots name themselves differently as issuer and as subject.
        var isRoot = SignatureAlgorithm.Find(fields.SignatureAlgorithm) is { } algorithm && certificate.IsSignedBy(certificate, algorithm);
        return isRoot && fields.Find(CertificateExtension.AuthorityKeyIdentifier) is null ? null : "no authorityKeyIdentifier";
    }

    // Sections 4.2.1.3 and 4.2.1.9.
    private static string? Usages(Certificate certificate, BasicConstraints? constraints)
    {
        var isAuthority = constraints?.IsAuthority == true;
        if (certificate.KeyUsage is { } usage)
        {
            if (usage == X509KeyUsageFlags.None) return "keyUsage without usage";
            var signs = usage.HasFlag(X509KeyUsageFlags.KeyCertSign);
            if (signs && !isAuthority) return "keyCertSign of no authority";
            if (constraints?.PathLength is not null && !signs) return "pathLenConstraint without keyCertSign";
        }

        if (constraints?.PathLength is not null && !isAuthority) return "pathLenConstraint of no authority";
        var isCritical = certificate.Fields.Extensions.FirstOrDefault(extension => extension.Oid == CertificateExtension.BasicConstraints)?.Critical;
        if (isAuthority && isCritical == false) return "basicConstraints not critical";
        return !isAuthority && certificate.Fields.Find(CertificateExtension.NameConstraints) is not null ? "nameConstraints of no authority" : null;
    }

    // Sections 4.1.2.6 and 4.2.1.6.
    private static string? Names(Certificate certificate, bool isAuthority)
    {
        var fields = certificate.Fields;
        var alternatives = GeneralName.AlternativesOf(certificate);
        if (fields.Subject.IsEmpty)
        {
            if (isAuthority) return "authority without a name";
            if (fields.Extensions.FirstOrDefault(extension => extension.Oid == CertificateExtension.SubjectAlternativeName) is not { Critical: true })
                return "no subject, and no critical subjectAltName";
        }

        return (alternatives ?? []).Where(name => !IsSound(name)).Select(name => $"name {name}").FirstOrDefault();
    }

    private static bool IsSound(GeneralName name) => name.Kind switch
    {
        GeneralNameKind.DnsName => DnsNames.IsHost(name.Text!.StartsWith("*.", StringComparison.Ordinal) ? name.Text[2..] : name.Text, allowUnderscore: false),
        GeneralNameKind.Rfc822Name => Mailbox.Parse(name.Text!) is not null,
        GeneralNameKind.Uri => System.Uri.TryCreate(name.Text, UriKind.Absolute, out _),
        GeneralNameKind.IpAddress => name.Octets.Length is 4 or 16,
        GeneralNameKind.DirectoryName => !name.Directory!.IsEmpty,
        _ => true,
    };

    // Section 4.2.1.4.
    private static string? Policies(Certificate certificate)
    {
        var policies = PolicyExtensions.Of(certificate).Policies ?? [];
        return policies.Distinct(StringComparer.Ordinal).Count() == policies.Count ? null : "a policy twice";
    }

    // Section 4.2.2: what is not a list of addresses is malformed.
    private static string? Access(Certificate certificate)
    {
        foreach (var oid in new[] { CertificateExtension.AuthorityInformationAccess, CertificateExtension.SubjectInformationAccess })
        {
            if (certificate.Fields.Find(oid) is not { } value) continue;
            var file = new AsnReader(value, AsnEncodingRules.DER);
            var list = file.ReadSequence();
            file.ThrowIfNotEmpty();
            if (!list.HasData) return $"{oid} empty";
            while (list.HasData)
            {
                var access = list.ReadSequence();
                access.ReadObjectIdentifier();
                GeneralName.Read(access);
                access.ThrowIfNotEmpty();
            }
        }

        return null;
    }
}

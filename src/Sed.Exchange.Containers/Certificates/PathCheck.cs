using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>Checks a complete path whose names and signatures already fit (RFC 5280 section 6.1.3 to 6.1.5).</summary>
internal static class PathCheck
{
    private const string PolicyConstraints = "2.5.29.36";
    private const string NameConstraints = "2.5.29.30";

    // Understood, or without bearing on whether the path holds. Policies bind only who asks for one, and nobody does yet.
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.Ordinal)
    {
        CertificateExtension.SubjectKeyIdentifier,
        CertificateExtension.KeyUsage,
        CertificateExtension.SubjectAlternativeName,
        CertificateExtension.BasicConstraints,
        CertificateExtension.CertificatePolicies,
        CertificateExtension.AuthorityKeyIdentifier,
        CertificateExtension.ExtendedKeyUsage,
        "2.5.29.16", // privateKeyUsagePeriod
        "2.5.29.18", // issuerAltName
        "2.5.29.31", // cRLDistributionPoints
        "2.5.29.33", // policyMappings
        PolicyConstraints,
        "2.5.29.54", // inhibitAnyPolicy
        "1.2.643.100.111", // subjectSignTool
        "1.2.643.100.112", // issuerSignTool
        "1.2.643.100.114", // identificationKind
    };

    /// <param name="path">From the leaf to the anchor.</param>
    /// <param name="at">The time at which everything must be valid.</param>
    public static CertificatePath Judge(IReadOnlyList<Certificate> path, DateTimeOffset at)
    {
        // The anchor is trusted, but its time must not be over, what it says about itself binds, and it must be an authority's to have
        // issued anything: trust in a person's certificate is not trust in whom that person certifies.
        var remaining = PathLengthOf(path[^1]).Length ?? int.MaxValue;
        for (var index = path.Count - 1; index >= 0; index--)
        {
            var certificate = path[index];
            if (OutOfTime(certificate, at) is { } time) return Wrong(path, time, SubIndications.OutOfBoundsNoPoe);
            if (Constraint(certificate) is { } constraint) return CannotTell(path, constraint);
            if (UnknownCritical(certificate) is { } critical) return Wrong(path, critical, SubIndications.ChainConstraintsFailure);
            if (index == 0) break;
            var isAnchor = index == path.Count - 1;

            // Roots of version 1 have no extensions to say what they are.
            if ((!isAnchor || certificate.Fields.Version == 3) && Authority(certificate) is { } notAuthority)
            {
                return Wrong(path, notAuthority, SubIndications.ChainConstraintsFailure);
            }

            if (isAnchor) continue;
            if (!certificate.IsSelfIssued && remaining-- == 0)
            {
                return Wrong(path, Finding(FindingCodes.PathTooLong, certificate, VerdictResult.Failed), SubIndications.ChainConstraintsFailure);
            }

            if (PathLengthOf(certificate).Length is { } length) remaining = Math.Min(remaining, length);
        }

        return Passed(path);
    }

    private static CertificatePath Passed(IReadOnlyList<Certificate> path)
    {
        var findings = new List<Finding> { new(FindingCodes.PathRight, VerdictStage.Path, VerdictResult.Passed, path[^1].Subject) };
        for (var index = 0; index < path.Count - 1; index++)
        {
            var algorithm = SignatureAlgorithm.Find(path[index].Fields.SignatureAlgorithm)!;
            if (!algorithm.IsOutdatedFor(path[index + 1])) continue;
            findings.Add(new Finding(FindingCodes.AlgorithmOutdated, VerdictStage.Policy, VerdictResult.Indeterminate, $"{algorithm.Name}: {path[index].Subject}"));
            break;
        }

        return new CertificatePath(VerdictResult.Passed, null, path, findings);
    }

    private static Finding? OutOfTime(Certificate certificate, DateTimeOffset at)
    {
        // Validity is counted in whole seconds, the last one included.
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
        if (at < certificate.NotBefore) return Finding(FindingCodes.CertificateNotYetValid, certificate, VerdictResult.Failed, certificate.NotBefore);
        return at > certificate.NotAfter ? Finding(FindingCodes.CertificateExpired, certificate, VerdictResult.Failed, certificate.NotAfter) : null;
    }

    // Constraints on names and policies bind even who cannot follow them: then the path cannot be judged.
    private static Finding? Constraint(Certificate certificate) => certificate.Fields.Extensions
        .Where(extension => extension.Oid == NameConstraints || (extension.Oid == PolicyConstraints && extension.Critical))
        .Select(extension => new Finding(
            FindingCodes.PathConstraintUnsupported, VerdictStage.Path, VerdictResult.Indeterminate, $"{extension.Oid}: {certificate.Subject}"))
        .FirstOrDefault();

    private static Finding? UnknownCritical(Certificate certificate) => certificate.Fields.Extensions
        .Where(extension => extension.Critical && !KnownExtensions.Contains(extension.Oid))
        .Select(extension => new Finding(FindingCodes.PathCriticalExtension, VerdictStage.Path, VerdictResult.Failed, $"{extension.Oid}: {certificate.Subject}"))
        .FirstOrDefault();

    private static Finding? Authority(Certificate certificate)
    {
        if (!PathLengthOf(certificate).IsAuthority) return Finding(FindingCodes.PathNotAuthority, certificate, VerdictResult.Failed);
        return certificate.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign) ? Finding(FindingCodes.PathKeyUsage, certificate, VerdictResult.Failed) : null;
    }

    // basicConstraints; absent or malformed is no authority (RFC 5280 section 6.1.4 (k)).
    private static (bool IsAuthority, int? Length) PathLengthOf(Certificate certificate)
    {
        if (certificate.Fields.Version != 3 || certificate.Fields.Find(CertificateExtension.BasicConstraints) is not { } value) return (false, null);
        try
        {
            var constraints = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            var isAuthority = constraints.HasData && constraints.PeekTag() == Asn1Tag.Boolean && constraints.ReadBoolean();
            if (!constraints.HasData) return (isAuthority, null);
            return (isAuthority, constraints.TryReadInt32(out var length) && length >= 0 ? length : null);
        }
        catch (AsnContentException)
        {
            return (false, null);
        }
    }

    private static Finding Finding(string code, Certificate certificate, VerdictResult result, DateTimeOffset? time = null) => new(
        code,
        VerdictStage.Path,
        result,
        time is null ? certificate.Subject : $"{time.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}: {certificate.Subject}");

    private static CertificatePath Wrong(IReadOnlyList<Certificate> path, Finding finding, string subIndication) =>
        new(VerdictResult.Failed, subIndication, path, [finding]);

    private static CertificatePath CannotTell(IReadOnlyList<Certificate> path, Finding finding) =>
        new(VerdictResult.Indeterminate, SubIndications.ChainConstraintsFailure, path, [finding]);
}

using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Paths;

/// <summary>
/// Checks a complete path whose issuers' names and signatures already fit: RFC 5280 section 6.1, from the anchor down. What the anchor's own certificate
/// says about itself binds, too (RFC 5937): its time, its usages, its constraints.
/// </summary>
internal sealed class PathCheck
{
    // Processed here, or without bearing on whether the path holds.
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.Ordinal)
    {
        CertificateExtension.SubjectKeyIdentifier,
        CertificateExtension.KeyUsage,
        CertificateExtension.PrivateKeyUsagePeriod,
        CertificateExtension.SubjectAlternativeName,
        CertificateExtension.IssuerAlternativeName,
        CertificateExtension.BasicConstraints,
        CertificateExtension.NameConstraints,
        CertificateExtension.DistributionPoints,
        CertificateExtension.CertificatePolicies,
        CertificateExtension.PolicyMappings,
        CertificateExtension.AuthorityKeyIdentifier,
        CertificateExtension.PolicyConstraints,
        CertificateExtension.ExtendedKeyUsage,
        CertificateExtension.FreshestCrl,
        CertificateExtension.InhibitAnyPolicy,
        "1.2.643.100.111", // subjectSignTool
        "1.2.643.100.112", // issuerSignTool
        "1.2.643.100.114", // identificationKind
    };

    private readonly IReadOnlyList<Certificate> _path;
    private readonly PathPolicy _policy;
    private readonly DateTimeOffset _at;
    private readonly PolicyGraph _policies = new();
    private readonly NameSpaces _names;
    private int _remaining;
    private int _explicitPolicy;
    private int _policyMapping;
    private int _anyPolicy;

    private PathCheck(IReadOnlyList<Certificate> path, PathPolicy policy, DateTimeOffset at)
    {
        // Validity is counted in whole seconds, the last one included.
        _at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
        _path = path;
        _policy = policy;
        _names = new NameSpaces(policy.Profile != CertificateProfile.Usual);
        _remaining = policy.MaxIntermediates ?? int.MaxValue;
        _explicitPolicy = policy.RequireExplicitPolicy ? 0 : path.Count;
        _policyMapping = policy.InhibitPolicyMapping ? 0 : path.Count;
        _anyPolicy = policy.InhibitAnyPolicy ? 0 : path.Count;
    }

    /// <summary>The first fault of a path, or null.</summary>
    /// <param name="path">From the leaf to the anchor.</param>
    /// <param name="policy">What is asked.</param>
    /// <param name="at">The time at which everything must be valid.</param>
    public static PathFault? Find(IReadOnlyList<Certificate> path, PathPolicy policy, DateTimeOffset at) => new PathCheck(path, policy, at).Run();

    /// <summary>The algorithms of a path that are not simply good enough, the worst of them, as a finding; null when all are.</summary>
    /// <param name="path">From the leaf to the anchor.</param>
    /// <param name="policy">What is good enough.</param>
    /// <param name="at">For which time.</param>
    public static Finding? Weakest(IReadOnlyList<Certificate> path, VerificationPolicy policy, DateTimeOffset at)
    {
        AlgorithmStanding? weakest = null;
        Certificate? whose = null;
        foreach (var (index, certificate) in path.SkipLast(1).Index())
        {
            var standing = AlgorithmStanding.Of(policy, SignatureAlgorithm.Find(certificate.Fields.SignatureAlgorithm)!, path[index + 1].Key, at);
            if (standing.State <= (weakest?.State ?? AlgorithmState.Acceptable)) continue;
            (weakest, whose) = (standing, certificate);
        }

        return weakest?.ToFinding(whose!.Subject);
    }

    private PathFault? Run()
    {
        for (var index = _path.Count - 1; index >= 0; index--)
        {
            var certificate = _path[index];
            try
            {
                var isAnchor = index == _path.Count - 1;
                var fault = Alone(certificate, index)
                    ?? (isAnchor ? null : Inherited(certificate, isLeaf: index == 0))
                    ?? (index == 0 ? Leaf(certificate) : Authority(certificate, isAnchor));
                if (fault is not null) return fault;
                if (index > 0) Prepare(certificate, isAnchor);
            }
            catch (AsnContentException error)
            {
                return PathFault.Of(FindingCodes.PathExtensionMalformed, certificate, error.Message);
            }
        }

        return null;
    }

    // What needs no knowledge of the certificates above: section 6.1.3 (a)(2), 6.1.4 (o), 6.1.5 (f), and the profile.
    private PathFault? Alone(Certificate certificate, int index)
    {
        if (_at < certificate.NotBefore)
            return PathFault.Of(FindingCodes.CertificateNotYetValid, certificate, Text(certificate.NotBefore)) with { SubIndication = SubIndications.OutOfBoundsNoPoe };
        if (_at > certificate.NotAfter)
            return PathFault.Of(FindingCodes.CertificateExpired, certificate, Text(certificate.NotAfter)) with { SubIndication = SubIndications.OutOfBoundsNoPoe };
        if (certificate.Fields.Extensions.FirstOrDefault(extension => extension.Critical && !KnownExtensions.Contains(extension.Oid)) is { } unknown)
            return PathFault.Of(FindingCodes.PathCriticalExtension, certificate, unknown.Oid);
        if (certificate.Fields.Issuer.IsEmpty) return PathFault.Of(FindingCodes.PathProfile, certificate, "no issuer");
        if (_policy.Profile == CertificateProfile.Usual) return null;
        var broken = ProfileCheck.Broken(certificate, _policy.Profile);
        if (broken is null && _policy.Profile == CertificateProfile.Web) broken = WebProfile.Broken(certificate, isLeaf: index == 0, isAnchor: index == _path.Count - 1);
        return broken is null ? null : PathFault.Of(FindingCodes.PathProfile, certificate, broken);
    }

    // What the certificates above ask of this one: section 6.1.3 (b) to (f).
    private PathFault? Inherited(Certificate certificate, bool isLeaf)
    {
        if ((isLeaf || !certificate.IsSelfIssued) && _names.Check(certificate) is { } outside) return outside;
        var extensions = PolicyExtensions.Of(certificate);
        _policies.Descend(extensions.Policies, isAnyAllowed: _anyPolicy > 0 || (!isLeaf && certificate.IsSelfIssued));
        return _explicitPolicy == 0 && _policies.IsEmpty ? PathFault.Of(FindingCodes.PathPolicy, certificate) : null;
    }

    // Section 6.1.4 (a), (k), (l), (n): may it issue the next one.
    private PathFault? Authority(Certificate certificate, bool isAnchor)
    {
        if (PolicyExtensions.Of(certificate).Mappings.Any(mapping => mapping.Issuer == PolicyExtensions.AnyPolicy || mapping.Subject == PolicyExtensions.AnyPolicy))
            return PathFault.Of(FindingCodes.PathPolicy, certificate, "anyPolicy mapped");

        // Roots of version 1 have no extensions to say what they are. All others must, the anchor too: trust in a person's certificate is not
        // trust in whom that person certifies.
        if ((!isAnchor || certificate.Fields.Version == 3) && NotAuthority(certificate) is { } fault) return fault;
        if (!isAnchor && !certificate.IsSelfIssued && _remaining-- == 0) return PathFault.Of(FindingCodes.PathTooLong, certificate);
        return Usages(certificate);
    }

    private static PathFault? NotAuthority(Certificate certificate)
    {
        if (certificate.Fields.Version != 3 || BasicConstraints.Of(certificate)?.IsAuthority != true) return PathFault.Of(FindingCodes.PathNotAuthority, certificate);
        return certificate.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign) ? PathFault.Of(FindingCodes.PathKeyUsage, certificate) : null;
    }

    // An authority that is restricted to some usages certifies none else: so CAs and their judges use the extension, though RFC 5280 is silent.
    private PathFault? Usages(Certificate certificate) => _policy.Usages.FirstOrDefault(usage => !ExtendedUsages.Allow(certificate, usage)) is { } missing
        ? PathFault.Of(FindingCodes.PathExtendedUsage, certificate, missing)
        : null;

    // Section 6.1.4 (b) to (j) and (m): what it asks of those below.
    private void Prepare(Certificate certificate, bool isAnchor)
    {
        var extensions = PolicyExtensions.Of(certificate);
        if (!isAnchor)
        {
            _policies.Map(extensions.Mappings, isMappingAllowed: _policyMapping > 0);
            if (!certificate.IsSelfIssued)
            {
                _explicitPolicy -= Math.Sign(_explicitPolicy);
                _policyMapping -= Math.Sign(_policyMapping);
                _anyPolicy -= Math.Sign(_anyPolicy);
            }
        }

        if (NameConstraints.Of(certificate) is { } constraints && _names.Add(constraints, certificate) is { } unsound) throw new AsnContentException(unsound.Seen);
        _explicitPolicy = Math.Min(_explicitPolicy, extensions.RequireExplicit ?? int.MaxValue);
        _policyMapping = Math.Min(_policyMapping, extensions.InhibitMapping ?? int.MaxValue);
        _anyPolicy = Math.Min(_anyPolicy, extensions.InhibitAny ?? int.MaxValue);
        if (certificate.Fields.Version == 3) _remaining = Math.Min(_remaining, BasicConstraints.Of(certificate)?.PathLength ?? int.MaxValue);
    }

    // Section 6.1.5, and what the application asks of the certificate itself.
    private PathFault? Leaf(Certificate certificate)
    {
        if (_path.Count > 1)
        {
            var isExplicit = _explicitPolicy <= 1 || PolicyExtensions.Of(certificate).RequireExplicit == 0;
            if (isExplicit && !_policies.Meets(_policy.Policies)) return PathFault.Of(FindingCodes.PathPolicy, certificate);
        }

        // Malformed constraints of a leaf bind nobody, but a certificate that has them is not one to be understood.
        if (NameConstraints.Of(certificate) is { } constraints && new NameSpaces(_policy.Profile != CertificateProfile.Usual).Add(constraints, certificate) is { } unsound) return unsound;
        if (_policy.MustBeAuthority && NotAuthority(certificate) is { } fault) return fault;
        if (certificate.KeyUsage is { } bits && (bits & _policy.KeyUsages) != _policy.KeyUsages) return PathFault.Of(FindingCodes.PathKeyUsage, certificate);
        if (Usages(certificate) is { } usage) return usage;
        if (_policy.MatchCommonNames && WebProfile.StrayCommonName(certificate) is { } stray) return PathFault.Of(FindingCodes.PathProfile, certificate, $"common name {stray}");
        return _policy.PeerName is { } peer && !PeerNames.Fit(certificate, peer) ? PathFault.Of(FindingCodes.PathPeerName, certificate, peer) : null;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

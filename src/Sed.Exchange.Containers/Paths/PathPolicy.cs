using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Paths;

/// <summary>What is asked of a path besides its being valid at a time: the inputs of RFC 5280 section 6.1.1 and what the application adds.</summary>
public sealed record PathPolicy
{
    /// <summary>Any path that RFC 5280 calls valid, whatever its certificates are for.</summary>
    public static PathPolicy Usual { get; } = new();

    /// <summary>user-initial-policy-set; empty: any policy.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>initial-explicit-policy: the path must be valid for one of <see cref="Policies"/>.</summary>
    public bool RequireExplicitPolicy { get; init; }

    /// <summary>initial-policy-mapping-inhibit.</summary>
    public bool InhibitPolicyMapping { get; init; }

    /// <summary>initial-any-policy-inhibit.</summary>
    public bool InhibitAnyPolicy { get; init; }

    /// <summary>Usages of extKeyUsage that the certificate and every authority above it must allow, if they restrict usages at all.</summary>
    public IReadOnlyList<string> Usages { get; init; } = [];

    /// <summary>Uses of keyUsage that the certificate must allow, if it restricts them at all.</summary>
    public X509KeyUsageFlags KeyUsages { get; init; }

    /// <summary>The host name, address or mailbox that the certificate must be for, or null.</summary>
    public string? PeerName { get; init; }

    /// <summary>Common names must stand among the alternative ones, letter for letter. They name nobody either way; the rule is for who issues.</summary>
    public bool MatchCommonNames { get; init; }

    /// <summary>The certificate itself must be an authority's.</summary>
    public bool MustBeAuthority { get; init; }

    /// <summary>Certificates between the certificate and its anchor at most, self-issued ones not counted; null: the limit of the search.</summary>
    public int? MaxIntermediates { get; init; }

    /// <summary>How strictly certificates are read.</summary>
    public CertificateProfile Profile { get; init; }

    /// <summary>What to make of revocation.</summary>
    public RevocationDemand Revocation { get; init; }

    /// <summary>How old a list may be at the time used to tell that nothing is revoked; null: until its own end.</summary>
    public TimeSpan? ListAge { get; init; }

    /// <summary>The same of an OCSP answer.</summary>
    public TimeSpan? AnswerAge { get; init; }

    /// <summary>How long after the time used a list or answer must be made to tell that nothing was revoked then.</summary>
    public TimeSpan Grace { get; init; }
}

using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The outcome of looking for a path from a certificate to a trusted one (RFC 5280 section 6).</summary>
/// <param name="Result">Passed: a valid path exists. Failed: a path exists and is wrong. Indeterminate: none was found, or it cannot be judged.</param>
/// <param name="SubIndication">ETSI EN 319 102-1, or null when passed.</param>
/// <param name="Certificates">The path that was judged, from the certificate to the anchor; as far as it went.</param>
/// <param name="Findings">One of stage Path; of stage Policy when an algorithm of the path is outdated; of stage Revocation when that was asked for.</param>
public sealed record CertificatePath(
    VerdictResult Result, string? SubIndication, IReadOnlyList<Certificate> Certificates, IReadOnlyList<Finding> Findings)
{
    /// <summary>Certificates of a valid path whose revocation was asked for and is not known.</summary>
    public IReadOnlyList<Certificate> RevocationUnknown { get; init; } = [];

    /// <summary>
    /// Builds and checks a path: everything of RFC 5280 section 6.1, and what the policy asks. Key identifiers only order the candidates. The work is
    /// bounded whatever is given.
    /// </summary>
    public static CertificatePath Build(Certificate leaf, PathRequest request) => new PathSearch(request).Run(leaf);

    /// <summary>The same with the usual policy.</summary>
    /// <param name="leaf">The certificate in question.</param>
    /// <param name="candidates">Certificates that came with it; trusted in nothing.</param>
    /// <param name="anchors">What is trusted.</param>
    /// <param name="at">The time at which all of the path must be valid.</param>
    public static CertificatePath Build(Certificate leaf, IEnumerable<Certificate> candidates, TrustAnchors anchors, DateTimeOffset at) =>
        Build(leaf, new PathRequest { Anchors = anchors, At = at, Candidates = [.. candidates] });
}

using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Paths;

/// <summary>The question whether a certificate may be trusted: everything that the answer depends on.</summary>
public sealed record PathRequest
{
    /// <summary>What is trusted, and known certificates of authorities.</summary>
    public required TrustAnchors Anchors { get; init; }

    /// <summary>The time at which all of the path must be valid.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Certificates that came with the signature; trusted in nothing.</summary>
    public IReadOnlyList<Certificate> Candidates { get; init; } = [];

    /// <summary>What is asked beside validity.</summary>
    public PathPolicy PathPolicy { get; init; } = PathPolicy.Usual;

    /// <summary>Which algorithms are good enough for which times, and how old lists and answers may be.</summary>
    public VerificationPolicy Policy { get; init; } = VerificationPolicy.Standard;

    /// <summary>What is at hand about revocation.</summary>
    public RevocationMaterial Revocation { get; init; } = RevocationMaterial.None;

    /// <summary>
    /// When the question is asked, or null: at <see cref="At"/>. What was made known between the two tells of the time before it: a certificate that was
    /// revoked after <see cref="At"/> was in force at it.
    /// </summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>For which time the algorithms of the path must be good enough; null: for <see cref="At"/>.</summary>
    public DateTimeOffset? AlgorithmsAt { get; init; }

    /// <summary>
    /// Of a time-stamp authority: until when its key's honour counts. A revocation between <see cref="At"/> and this time for a reason that undoes the past
    /// (RFC 3161 section 4) leaves the path undecided. Null: it is no such path.
    /// </summary>
    public DateTimeOffset? StillAt { get; init; }

    /// <summary>How far the clocks of who signs lists and answers may be ahead of ours.</summary>
    public TimeSpan Skew { get; init; }
}

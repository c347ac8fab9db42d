using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>What is asked about the paths of certificates in signatures of others, and what is given for the answer.</summary>
public sealed record PathQuestion
{
    /// <summary>The time of judging: certificates must be valid then, unless evidence proves that a signature is older.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it is judged, if later than <see cref="At"/>: what became known of revocation in between tells of the time before.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>What is trusted; null: nothing was given, and paths cannot be told.</summary>
    public TrustAnchors? Anchors { get; init; }

    /// <summary>False: only the cryptography is asked for; paths are shown as not checked.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>Certificates that came beside the signature; trusted in nothing.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    /// <summary>Which algorithms, lists and forms of signatures are good enough, and for which times.</summary>
    public VerificationPolicy Policy { get; init; } = VerificationPolicy.Standard;

    /// <summary>What is asked of paths beside validity: the inputs of RFC 5280. What <see cref="Policy"/> demands, unless something else is said here.</summary>
    public PathPolicy PathPolicy
    {
        get => field ?? Policy.PathPolicy;
        init;
    }

    /// <summary>
    /// Asked for more about the revocation of a path that is valid otherwise, from the certificate to the anchor, when what is at hand does not suffice; null: nobody is
    /// asked. MUST NOT throw: what cannot be had is not there.
    /// </summary>
    public Func<IReadOnlyList<Certificate>, RevocationMaterial>? Fetch { get; init; }

    /// <summary>What is at hand about revocation, beside what signatures carry.</summary>
    public RevocationMaterial Revocation { get; init; } = RevocationMaterial.None;
}

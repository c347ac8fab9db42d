using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Timestamps;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>What is asked about the paths of certificates in signatures of others, and what is given for the answer.</summary>
public sealed record PathQuestion
{
    /// <summary>The time of judging: certificates must be valid then, unless evidence proves that a signature is older.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it is judged, if later than <see cref="At"/>: what became known of revocation in between tells of the time before.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Why <see cref="At"/> is asked about: a member of <see cref="TimeReasons"/>.</summary>
    public string AtWhy { get; init; } = TimeReasons.Checking;

    /// <summary>Proof from outside of the signatures that they existed at a time, or null. Time-stamps in them count before it.</summary>
    public TimeEvidence? Evidence { get; init; }

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

    /// <summary>The list of accredited authorities, whose certificates are ends of paths too, while they were accredited; null: there is none.</summary>
    public AccreditedList? Accredited { get; init; }

    /// <summary>
    /// Asked for certificates of whoever issued one, when a path does not go on and nobody sent them along; null: nobody is asked. What it gives is trusted in nothing. MUST
    /// NOT throw: what cannot be had is not there.
    /// </summary>
    public Func<Certificate, IReadOnlyList<Certificate>>? FetchIssuers { get; init; }

    /// <summary>Told of every path that was judged, and of what was at hand about its revocation, for who keeps both; null: nobody is.</summary>
    public Action<CertificatePath, RevocationMaterial>? OnPath { get; init; }

    /// <summary>Where the path of one of these may end.</summary>
    internal TrustAnchors AnchorsFor(IEnumerable<Certificate> certificates)
    {
        var anchors = Anchors ?? TrustAnchors.Empty;
        return Accredited?.AnchorsFor(certificates.Concat(anchors.Intermediates)) is { Count: > 0 } listed ? anchors with { Anchors = [.. anchors.Anchors.Union(listed)] } : anchors;
    }
}

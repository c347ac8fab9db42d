using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>What is to be judged, and how.</summary>
internal sealed record VerifyRequest
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>A detached signature over <see cref="File"/>, or null.</summary>
    public string? Signature { get; init; }

    /// <summary>Time of judging.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True: <see cref="At"/> was given, not taken from the clock.</summary>
    public bool IsAtGiven { get; init; }

    /// <summary>Format, digests and signature values only.</summary>
    public bool CryptoOnly { get; init; }

    /// <summary>Leave out the officials' signatures in a container.</summary>
    public bool SealOnly { get; init; }

    /// <summary>What is good enough in signatures of others.</summary>
    public required VerificationPolicy Policy { get; init; }

    /// <summary>What to make of revocation, or null: what the policy says.</summary>
    public RevocationDemand? RevocationDemand { get; init; }

    /// <summary>What is at hand about revocation, beside what signatures carry.</summary>
    public RevocationMaterial Revocation { get; init; } = RevocationMaterial.None;

    /// <summary>Asked for more about revocation; null: nobody is.</summary>
    public Func<IReadOnlyList<Certificate>, RevocationMaterial>? Fetch { get; init; }

    /// <summary>Who the author of a single document is; null: the user does not say.</summary>
    public IReadOnlyList<DocumentAuthor>? Authors { get; init; }

    /// <summary>Powers of attorney that the user names.</summary>
    public IReadOnlyList<AttachedPower> Powers { get; init; } = [];

    /// <summary>Asked for certificates of issuers that a signature left out; null: nobody is.</summary>
    public Func<Certificate, IReadOnlyList<Certificate>>? FetchIssuers { get; init; }

    /// <summary>The list of accredited authorities, or null.</summary>
    public AccreditedList? Accredited { get; init; }

    /// <summary>What is asked of paths.</summary>
    public PathPolicy PathPolicy => RevocationDemand is { } demand ? Policy.PathPolicy with { Revocation = demand } : Policy.PathPolicy;

    /// <summary>What is trusted.</summary>
    public required TrustSources Trust { get; init; }
}

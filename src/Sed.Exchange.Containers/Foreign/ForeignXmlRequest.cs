using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>What is given with a signed document.</summary>
public sealed record ForeignXmlRequest
{
    /// <summary>The time at which certificates must be valid.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is trusted; null: nothing was given, and paths cannot be told.</summary>
    public TrustAnchors? Anchors { get; init; }

    /// <summary>False: only the cryptography is asked for; paths are shown as not checked.</summary>
    public bool EvaluatePath { get; init; } = true;

    /// <summary>Certificates that came beside the document; trusted in nothing.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    /// <summary>Bare keys that came beside the document, each a SubjectPublicKeyInfo in DER; for signatures that carry none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys { get; init; } = [];

    /// <summary>Signed objects outside the document, by the URI that names them. Nothing is ever fetched.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The container in which the document lies; null: none, and outside objects are <see cref="Contents"/>.</summary>
    internal OutsideObjects? Container { get; init; }

    /// <summary>Signed objects outside.</summary>
    internal OutsideObjects Outside => Container ?? OutsideObjects.Of(Contents);

    /// <summary>What is asked of paths beside validity.</summary>
    public PathPolicy Policy { get; init; } = new() { Revocation = RevocationDemand.WhereKnown };

    /// <summary>Asked for more about revocation, as in <see cref="PathQuestion.Fetch"/>; null: nobody is.</summary>
    public Func<IReadOnlyList<Certificate>, RevocationMaterial>? Fetch { get; init; }

    /// <summary>What is at hand about revocation, beside what the signatures carry.</summary>
    public RevocationMaterial Revocation { get; init; } = RevocationMaterial.None;

    /// <summary>What is asked about paths, when it is known as a whole.</summary>
    internal PathQuestion? Asked { get; init; }

    /// <summary>What is asked about paths.</summary>
    internal PathQuestion Question => Asked ?? new() { At = At, Anchors = Anchors, IsAsked = EvaluatePath, Certificates = Certificates, Policy = Policy, Revocation = Revocation, Fetch = Fetch };

    /// <summary>Limits.</summary>
    public ForeignXmlLimits Limits { get; init; } = ForeignXmlLimits.Default;
}

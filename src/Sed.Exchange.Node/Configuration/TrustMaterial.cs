using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;

namespace Sed.Exchange.Node.Configuration;

/// <summary>What officials' signatures are judged by on this node.</summary>
/// <param name="Anchors">The trust folder, or null.</param>
/// <param name="Accredited">The list of accredited authorities, or null.</param>
/// <param name="Policy">The policy.</param>
public sealed record TrustMaterial(TrustAnchors? Anchors, AccreditedList? Accredited, VerificationPolicy Policy)
{
    /// <summary>The question about paths at a time.</summary>
    public PathQuestion Question(DateTimeOffset at) => new() { At = at, Anchors = Anchors, Accredited = Accredited, Policy = Policy };
}

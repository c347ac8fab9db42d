using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>What is known about the revocation of a valid path's certificates.</summary>
/// <param name="Result">Passed: nothing stands against the path.</param>
/// <param name="SubIndication">ETSI EN 319 102-1, or null when passed.</param>
/// <param name="Findings">Of stage Revocation.</param>
internal sealed record PathRevocation(VerdictResult Result, string? SubIndication, IReadOnlyList<Finding> Findings)
{
    /// <summary>Certificates of which it is not known.</summary>
    public IReadOnlyList<Certificate> Unknown { get; init; } = [];

    /// <summary>Revocation was not asked for.</summary>
    public static PathRevocation NotAsked { get; } = new(VerdictResult.Passed, null, []);
}

using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>What became of one manifest with its token.</summary>
/// <param name="Part">The octets.</param>
/// <param name="Covers">The digests that it lists; empty when it cannot be read.</param>
/// <param name="Time">The time that the token states; null when it cannot be read.</param>
/// <param name="Finding">Of stage Time.</param>
internal sealed record JudgedStamp(StampedPart Part, IReadOnlySet<DigestValue> Covers, DateTimeOffset? Time, Finding Finding)
{
    /// <summary>True: everything listed existed at <see cref="Time"/>.</summary>
    public bool Proves => Finding.Result == VerdictResult.Passed;
}

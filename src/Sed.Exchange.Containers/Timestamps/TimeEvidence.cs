namespace Sed.Exchange.Containers.Timestamps;

/// <summary>Proof from outside of a signature that it existed at a time: what an evidence file has about the container that it came in.</summary>
/// <param name="Time">When.</param>
/// <param name="Why">What proves it: a member of <see cref="TimeReasons"/>.</param>
public sealed record TimeEvidence(DateTimeOffset Time, string Why);

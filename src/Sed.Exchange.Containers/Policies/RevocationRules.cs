using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Policies;

/// <summary>What a policy makes of revocation.</summary>
/// <param name="Demand">Whether not knowing it decides.</param>
/// <param name="ListAge">How old a list may be at the time of judging to tell that nothing is revoked, or null: until its own end.</param>
/// <param name="AnswerAge">The same of an OCSP answer.</param>
/// <param name="Grace">
/// How long after a proven time of signing a list or answer must be made to tell of it: so long an authority may take to make a revocation known (63-ФЗ article 14
/// gives it 12 hours).
/// </param>
public sealed record RevocationRules(RevocationDemand Demand, TimeSpan? ListAge = null, TimeSpan? AnswerAge = null, TimeSpan Grace = default);

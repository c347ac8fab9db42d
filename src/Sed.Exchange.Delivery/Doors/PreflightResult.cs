using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What admission would say (POST /packages/check); nothing is stored.</summary>
/// <param name="Problem">Why it would not be taken; null: it would.</param>
/// <param name="Recipients">Who would get it.</param>
/// <param name="Findings">Remarks.</param>
public sealed record PreflightResult(Problem? Problem, IReadOnlyList<Guid> Recipients, IReadOnlyList<Finding> Findings);

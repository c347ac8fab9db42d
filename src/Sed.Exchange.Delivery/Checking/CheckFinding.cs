using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Delivery.Checking;

/// <summary>One thing that a check found.</summary>
/// <param name="Code">One of <see cref="CheckCodes"/>.</param>
/// <param name="Result">Failed: something is wrong. Indeterminate: it could not be looked at.</param>
/// <param name="Subject">What it is about: <c>blob …</c>, <c>receipt …</c>, <c>delivery …</c>, <c>journal</c>.</param>
/// <param name="Seen">What was seen; bare facts.</param>
public sealed record CheckFinding(string Code, VerdictResult Result, string Subject, string? Seen);

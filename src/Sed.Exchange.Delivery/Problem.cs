using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Delivery;

/// <summary>Why a door did not take something: a value, not an accident.</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">Facts of this case, in English or bare values; no content, no persons' names.</param>
public sealed record Problem(string Code, string? Detail = null)
{
    /// <summary>What was found, for problems that rest on findings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>For temporary problems: when to try again. Null: trying the same again will not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>
/// One thing that was looked at. Texts (meaning, remedy) are found in the text catalogue by <see cref="Code"/>;
/// <see cref="Seen"/> is a fact of this case: a name, a number, two digests. Never document content or a person's name.
/// </summary>
/// <param name="Code">Stable code, <c>SEDX-…</c>; one of <see cref="FindingCodes"/>.</param>
/// <param name="Stage">The stage that found it.</param>
/// <param name="Result">What it means for the verdict.</param>
/// <param name="Seen">What was seen, in English or as a bare value.</param>
public sealed record Finding(string Code, VerdictStage Stage, VerdictResult Result, string? Seen = null)
{
    /// <summary>Findings that explain this one.</summary>
    public IReadOnlyList<Finding> Children { get; init; } = [];
}

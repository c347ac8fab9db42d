using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Why a pair is not taken, for good.</summary>
/// <param name="Code">One of <see cref="FolderCodes"/> or <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">Facts of this case; no content, no persons' names.</param>
/// <param name="Findings">What was found.</param>
internal sealed record PairRefusal(string Code, string? Detail, IReadOnlyList<Finding> Findings)
{
    /// <summary>A fault of the pair itself.</summary>
    public static PairRefusal Of(string code, string? detail) => new(code, detail, []);

    /// <summary>What the door said.</summary>
    public static PairRefusal Of(Problem problem) => new(problem.Code, problem.Detail, problem.Findings);
}

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>
/// The verdicts that rows may demand, and which answers satisfy each. A row that must pass and cannot be determined for want of an algorithm is told
/// as not supported, never as agreed; a row that must fail is satisfied by "cannot be determined" only when an algorithm is the cause, or when it asks
/// for a path or for knowledge of revocation and there is none.
/// </summary>
internal static class ExpectedVerdict
{
    /// <summary>Compares. A verdict that is not known is met by no answer.</summary>
    public static Agreement Compare(string expected, VectorAnswer answer)
    {
        bool? isRight = expected switch
        {
            "accept" => answer.Kind == VectorAnswerKind.Accepted,
            "reject" => answer.Kind == VectorAnswerKind.Refused,
            // The reader's own rules are what "safe" means: one meaning per name, nothing outside the target, limits kept.
            "reject-or-safe" => answer.Kind is VectorAnswerKind.Refused or VectorAnswerKind.Accepted,
            "passed" => answer.Kind == VectorAnswerKind.Passed,
            "passed-or-indeterminate" => answer.Kind is VectorAnswerKind.Passed or VectorAnswerKind.Indeterminate,
            "indeterminate" => answer.Kind == VectorAnswerKind.Indeterminate,
            "failed" => answer.Kind == VectorAnswerKind.Failed || answer is { Kind: VectorAnswerKind.Indeterminate, Cause: not UndeterminedCause.Other },
            "per-case" => answer.Kind == VectorAnswerKind.Passed,
            _ => null,
        };
        if (isRight is null) return Agreement.Disagrees;
        if (answer.Kind == VectorAnswerKind.NotSupported) return Agreement.NotSupported;
        if (isRight == true) return Agreement.Agrees;
        return expected is "passed" && answer is { Kind: VectorAnswerKind.Indeterminate, Cause: UndeterminedCause.Algorithm } ? Agreement.NotSupported : Agreement.Disagrees;
    }
}

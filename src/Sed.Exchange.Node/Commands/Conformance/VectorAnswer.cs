namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>What this product says about an input.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Detail">Why, in codes and facts.</param>
/// <param name="Cause">With "cannot be determined": what kind of cause that has.</param>
internal sealed record VectorAnswer(VectorAnswerKind Kind, string Detail, UndeterminedCause Cause = UndeterminedCause.Other)
{
    public static VectorAnswer NotSupported(string what) => new(VectorAnswerKind.NotSupported, what);

    public static VectorAnswer NotPlayed(string why) => new(VectorAnswerKind.NotPlayed, why);

    public static VectorAnswer Accepted() => new(VectorAnswerKind.Accepted, "accepted");

    public static VectorAnswer Refused(string why) => new(VectorAnswerKind.Refused, why);
}

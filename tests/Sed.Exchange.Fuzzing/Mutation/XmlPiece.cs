namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>An element in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Open">Where its first tag ends.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct XmlPiece(int Start, int Open, int End);

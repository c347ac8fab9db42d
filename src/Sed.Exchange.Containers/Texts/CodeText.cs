namespace Sed.Exchange.Containers.Texts;

/// <summary>What a code means and what to do about it.</summary>
/// <param name="Means">One sentence: the cause.</param>
/// <param name="Do">One sentence: the remedy.</param>
public sealed record CodeText(string Means, string Do);

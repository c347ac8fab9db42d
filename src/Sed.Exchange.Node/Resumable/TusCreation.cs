namespace Sed.Exchange.Node.Resumable;

/// <summary>What a door says of a creation.</summary>
/// <param name="Key">The owner's name for the upload: the same name finds the same upload.</param>
/// <param name="Answer">What is answered instead of beginning an upload; null: it begins.</param>
internal sealed record TusCreation(string? Key, IResult? Answer = null);

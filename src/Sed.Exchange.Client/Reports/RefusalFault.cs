namespace Sed.Exchange.Client;

/// <summary>One fault of a refusal.</summary>
/// <param name="Text">What is wrong, in a sentence.</param>
/// <param name="Code">Code of your own list; null: none. 39 says one thing only: the document has no author.</param>
public sealed record RefusalFault(string Text, int? Code = null);

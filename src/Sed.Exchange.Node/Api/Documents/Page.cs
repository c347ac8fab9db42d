namespace Sed.Exchange.Node.Api.Documents;

/// <summary>A list of things.</summary>
/// <param name="Items">The things.</param>
public sealed record Page<T>(IReadOnlyList<T> Items);

namespace Sed.Exchange.Node.Json;

/// <summary>The time at which validity was judged.</summary>
/// <param name="Value">The time.</param>
/// <param name="Why">Why that one.</param>
public sealed record TimeUsedDocument(DateTimeOffset Value, string Why);

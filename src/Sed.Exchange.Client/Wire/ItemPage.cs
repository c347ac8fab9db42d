namespace Sed.Exchange.Client.Wire;

/// <summary>How the API writes a list.</summary>
internal sealed record ItemPage<T>(IReadOnlyList<T> Items);

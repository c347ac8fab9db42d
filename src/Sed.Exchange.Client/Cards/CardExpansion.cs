namespace Sed.Exchange.Client;

/// <summary><c>Expansion</c>, расширение: what two sides agreed on between themselves. Natively present and empty.</summary>
public sealed record CardExpansion : CardElement
{
    /// <summary><c>@Version</c>, версия расширения.</summary>
    public string? Version { get; init; }

    /// <summary>Text: содержание расширения, any elements, each as XML with the namespace declarations it needs; version 18 only.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];
}

namespace Sed.Exchange.Client;

/// <summary><c>EDMS</c>, система электронного документооборота: the product that wrote or will read the message.</summary>
public sealed record CardSystem : CardElement
{
    /// <summary><c>@UID</c>, идентификатор СЭД: the product's constant.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@Version</c>, версия СЭД: the product's, <c>12.0.0</c>; null when absent.</summary>
    public string? Version { get; init; }

    /// <summary>Text: название СЭД; natively empty.</summary>
    public string Name { get; init; } = "";
}

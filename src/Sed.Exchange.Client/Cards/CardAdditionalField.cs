namespace Sed.Exchange.Client;

/// <summary><c>AdditionalField</c>, дополнительный реквизит.</summary>
public sealed record CardAdditionalField : CardElement
{
    /// <summary><c>@Name</c>, видимое имя реквизита.</summary>
    public required string Name { get; init; }

    /// <summary><c>@Type</c>, тип значения.</summary>
    public required string Type { get; init; }

    /// <summary>Text: значение реквизита.</summary>
    public required string Value { get; init; }
}

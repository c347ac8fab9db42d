namespace Sed.Exchange.Packages.Sev;

/// <summary><c>AdditionalField</c>, дополнительный реквизит.</summary>
public sealed record SevAdditionalField : SevElement
{
    /// <summary><c>@Name</c>, видимое имя реквизита.</summary>
    public required string Name { get; init; }

    /// <summary><c>@Type</c>, тип значения.</summary>
    public required SevAdditionalFieldType Type { get; init; }

    /// <summary>Text: значение реквизита.</summary>
    public required string Value { get; init; }
}

namespace Sed.Exchange.Client;

/// <summary><c>Writer</c>, исполнитель документа: who prepared it.</summary>
public sealed record CardWriter : CardElement
{
    /// <summary><c>Contact</c>, кто подготовил.</summary>
    public required CardContact Contact { get; init; }

    /// <summary><c>AddInfo</c>, дополнительная информация.</summary>
    public string? AdditionalText { get; init; }
}

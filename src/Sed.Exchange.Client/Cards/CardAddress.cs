namespace Sed.Exchange.Client;

/// <summary><c>Address</c>, почтовый адрес.</summary>
public sealed record CardAddress : CardElement
{
    /// <summary><c>ZipCode</c>, почтовый индекс.</summary>
    public string? ZipCode { get; init; }

    /// <summary><c>Region</c>, регион; its <c>@UID</c> is the индекс СЭВ of the region.</summary>
    public CardTerm? Region { get; init; }

    /// <summary><c>Settlement</c>, населённый пункт.</summary>
    public string? Settlement { get; init; }

    /// <summary><c>Text</c>, улица, дом.</summary>
    public string? Text { get; init; }
}

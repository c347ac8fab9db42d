namespace Sed.Exchange.Client;

/// <summary><c>Econtact</c>, телефон или электронный адрес; may hold several, separated by commas.</summary>
public sealed record CardEcontact : CardElement
{
    /// <summary><c>@Type</c>: <c>t</c> телефон, <c>a</c> добавочный, <c>f</c> факс, <c>e</c> электронная почта, <c>s</c> адрес СЭВ.</summary>
    public string? Type { get; init; }

    /// <summary>Text: номер или адрес.</summary>
    public required string Value { get; init; }
}

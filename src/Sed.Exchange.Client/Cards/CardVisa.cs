namespace Sed.Exchange.Client;

/// <summary><c>Visa</c>, виза.</summary>
public sealed record CardVisa : CardElement
{
    /// <summary><c>Contact</c>, кто завизировал.</summary>
    public required CardContact Contact { get; init; }

    /// <summary><c>SignDate</c>, дата визы.</summary>
    public DateOnly? SignDate { get; init; }

    /// <summary><c>VisaInfo</c>, текст визы.</summary>
    public string? Text { get; init; }
}

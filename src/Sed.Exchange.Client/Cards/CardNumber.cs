namespace Sed.Exchange.Client;

/// <summary><c>RegistrationInfo</c>, регистрационный номер и дата.</summary>
public sealed record CardNumber : CardElement
{
    /// <summary><c>Number</c>, номер: free text, with slashes even doubled (<c>13-1-4//519</c>).</summary>
    public required string Number { get; init; }

    /// <summary><c>Date</c>, дата.</summary>
    public required DateOnly Date { get; init; }
}

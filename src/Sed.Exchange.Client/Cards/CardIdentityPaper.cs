namespace Sed.Exchange.Client;

/// <summary><c>PrivatePerson/Passport</c>, паспорт гражданина.</summary>
public sealed record CardIdentityPaper : CardElement
{
    /// <summary><c>Series</c>, серия.</summary>
    public required string Series { get; init; }

    /// <summary><c>Number</c>, номер.</summary>
    public required string Number { get; init; }

    /// <summary><c>GivenBy</c>, кем выдан.</summary>
    public string? GivenBy { get; init; }
}

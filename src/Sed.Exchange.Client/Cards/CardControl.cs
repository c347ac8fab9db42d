namespace Sed.Exchange.Client;

/// <summary><c>Document/Control</c>, контроль документа.</summary>
public sealed record CardControl : CardElement
{
    /// <summary><c>@State</c>, состояние контроля.</summary>
    public required string State { get; init; }

    /// <summary><c>Deadline</c>, плановая дата исполнения.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary><c>FactDate</c>, фактическая дата исполнения.</summary>
    public DateOnly? FactDate { get; init; }
}

namespace Sed.Exchange.Client;

/// <summary><c>Task/Control</c>, контроль поручения.</summary>
public sealed record CardTaskControl : CardElement
{
    /// <summary><c>@State</c>, состояние контроля; version 12 demands it, version 18 does not.</summary>
    public string? State { get; init; }

    /// <summary><c>Contact</c>, контролёр: sent, not processed by «Дело».</summary>
    public CardContact? Contact { get; init; }

    /// <summary><c>Deadline</c>, плановая дата исполнения.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary><c>Summary</c>, ход исполнения.</summary>
    public string? Summary { get; init; }

    /// <summary><c>FactDate</c>, фактическая дата исполнения.</summary>
    public DateOnly? FactDate { get; init; }

    /// <summary><c>Resume</c>, основание для снятия с контроля.</summary>
    public string? Resume { get; init; }
}

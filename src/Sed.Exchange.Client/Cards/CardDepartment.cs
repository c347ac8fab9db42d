namespace Sed.Exchange.Client;

/// <summary><c>Department</c>, подразделение.</summary>
public sealed record CardDepartment : CardElement
{
    /// <summary><c>@UID</c>, индекс СЭВ подразделения.</summary>
    public string? Uid { get; init; }

    /// <summary><c>Name</c>, наименование.</summary>
    public required string Name { get; init; }

    /// <summary><c>Index</c>, индекс подразделения в номенклатуре отправителя.</summary>
    public string? Index { get; init; }
}

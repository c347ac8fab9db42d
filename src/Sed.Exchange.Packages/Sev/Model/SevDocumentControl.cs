namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Document/Control</c>, контроль документа.</summary>
public sealed record SevDocumentControl : SevElement
{
    /// <summary><c>@State</c>, состояние контроля.</summary>
    public required SevControlState State { get; init; }

    /// <summary><c>Deadline</c>, плановая дата исполнения.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary><c>FactDate</c>, фактическая дата исполнения.</summary>
    public DateOnly? FactDate { get; init; }
}

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>InitialDoc</c>, исходный документ: copied from the document's passport.</summary>
public sealed record SevInitialDocument : SevElement
{
    /// <summary><c>@UID</c>, GUID карточки отправителя.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@VersionUID</c>, GUID версии: for projects.</summary>
    public string? VersionUid { get; init; }

    /// <summary><c>Number</c>, номер у отправителя.</summary>
    public required string Number { get; init; }

    /// <summary><c>Date</c>, дата у отправителя.</summary>
    public required DateOnly Date { get; init; }

    /// <summary><c>Group</c>, группа документов отправителя.</summary>
    public SevTerm? Group { get; init; }
}

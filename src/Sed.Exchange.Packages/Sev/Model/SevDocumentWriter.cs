namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Writer</c>, исполнитель документа: who prepared it.</summary>
public sealed record SevDocumentWriter : SevElement
{
    /// <summary><c>Contact</c>, кто подготовил.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>AddInfo</c>, дополнительная информация.</summary>
    public string? AdditionalText { get; init; }
}

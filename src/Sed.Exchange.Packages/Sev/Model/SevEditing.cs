namespace Sed.Exchange.Packages.Sev;

/// <summary><c>ext2016:Editing</c>, редактирование проекта; version 18.</summary>
public sealed record SevEditing : SevElement
{
    /// <summary><c>@DocumentID</c>, проект.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Text: пояснение; free.</summary>
    public string Text { get; init; } = "";
}

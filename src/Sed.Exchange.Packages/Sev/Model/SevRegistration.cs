namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Registration</c>, регистрация: number and date stand in the document it names.</summary>
public sealed record SevRegistration : SevElement
{
    /// <summary><c>@DocumentID</c>, идентификатор зарегистрированной карточки: it stands in DocumentList. The vendor's text demands it, its schema does not.</summary>
    public string? DocumentId { get; init; }

    /// <summary><c>@SystemDate</c>, системное время регистрации; natively without zone.</summary>
    public SevTime? SystemDate { get; init; }
}

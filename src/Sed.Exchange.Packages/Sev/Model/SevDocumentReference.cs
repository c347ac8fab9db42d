namespace Sed.Exchange.Packages.Sev;

/// <summary>An element whose only content is <c>@DocumentID</c>, a document of the same passport.</summary>
public sealed record SevDocumentReference : SevElement
{
    /// <summary><c>@DocumentID</c>, идентификатор документа в сообщении: the <see cref="SevDocument.DocumentId"/> meant.</summary>
    public required string DocumentId { get; init; }
}

namespace Sed.Exchange.Client;

/// <summary>An element whose only content is <c>@DocumentID</c>, a document of the same passport.</summary>
public sealed record CardReference : CardElement
{
    /// <summary><c>@DocumentID</c>, идентификатор документа в сообщении: the <see cref="CardDocument.DocumentId"/> meant.</summary>
    public required string DocumentId { get; init; }
}

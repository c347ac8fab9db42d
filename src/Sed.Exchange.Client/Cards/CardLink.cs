namespace Sed.Exchange.Client;

/// <summary><c>Link</c>, связка с другим документом.</summary>
public sealed record CardLink : CardElement
{
    /// <summary><c>LinkType</c>, тип связки; its <c>@UID</c> is the индекс СЭВ of the type.</summary>
    public required CardTerm LinkType { get; init; }

    /// <summary><c>@DocumentID</c>, идентификатор связанного документа в сообщении; null for a link to one that is not in it.</summary>
    public string? DocumentId { get; init; }

    /// <summary><c>@Description</c>, описание документа, которого нет в сообщении.</summary>
    public string? Description { get; init; }

    /// <summary><c>@URLString</c>, ссылка.</summary>
    public string? Url { get; init; }
}

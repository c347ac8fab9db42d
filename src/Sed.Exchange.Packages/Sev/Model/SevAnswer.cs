namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Answer</c>, отправлен ответ; the answer stands in DocumentList.</summary>
public sealed record SevAnswer : SevElement
{
    /// <summary><c>@DocumentID</c>, идентификатор ответа в сообщении: the answer stands in DocumentList.</summary>
    public required string DocumentId { get; init; }

    /// <summary><c>Date</c>, когда отправлен.</summary>
    public required SevTime Date { get; init; }

    /// <summary><c>Type</c>, вид доставки.</summary>
    public required SevTerm DeliveryType { get; init; }
}

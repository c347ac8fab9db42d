namespace Sed.Exchange.Client;

/// <summary><c>Parent</c>, к чему относится поручение: objects of the same passport.</summary>
public sealed record CardTaskParent : CardElement
{
    /// <summary><c>@DocumentID</c>, документ.</summary>
    public string? DocumentId { get; init; }

    /// <summary><c>@TaskID</c>, вышестоящее поручение.</summary>
    public string? TaskId { get; init; }
}

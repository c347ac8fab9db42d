namespace Sed.Exchange.Client;

/// <summary>A term of a reference book: text for people, <c>@UID</c> (индекс СЭВ of the term) for machines.</summary>
public sealed record CardTerm : CardElement
{
    /// <summary><c>@UID</c>, индекс СЭВ; null when absent.</summary>
    public string? Uid { get; init; }

    /// <summary>Text: термин, as the sender's reference book has it.</summary>
    public required string Text { get; init; }
}

namespace Sed.Exchange.Client;

/// <summary><c>Task/Author</c>, автор поручения.</summary>
public sealed record CardTaskAuthor : CardElement
{
    /// <summary><c>Contact</c>, кто дал поручение.</summary>
    public required CardContact Contact { get; init; }

    /// <summary><c>SignDate</c>, дата поручения.</summary>
    public required DateOnly SignDate { get; init; }
}

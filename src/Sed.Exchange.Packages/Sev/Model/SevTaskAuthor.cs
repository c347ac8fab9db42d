namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Task/Author</c>, автор поручения.</summary>
public sealed record SevTaskAuthor : SevElement
{
    /// <summary><c>Contact</c>, кто дал поручение.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>SignDate</c>, дата поручения.</summary>
    public required DateOnly SignDate { get; init; }
}

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Consideration</c>, рассмотрение: a resolution was given; it stands in TaskList.</summary>
public sealed record SevConsideration : SevElement
{
    /// <summary><c>@TaskID</c>, идентификатор резолюции в сообщении. The vendor's text demands it, its schema does not.</summary>
    public string? TaskId { get; init; }

    /// <summary><c>@InitialTaskUID</c>, GUID исходного поручения: of the sender's task it is about; null: about the document as a whole.</summary>
    public string? InitialTaskUid { get; init; }
}

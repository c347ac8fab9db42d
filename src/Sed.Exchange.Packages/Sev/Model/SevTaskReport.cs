namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Notification/Report</c>, отчёт об исполнении поручения; it stands in TaskList.</summary>
public sealed record SevTaskReport : SevElement
{
    /// <summary><c>@TaskID</c>, идентификатор поручения в сообщении. The vendor's text demands it, its schema does not.</summary>
    public string? TaskId { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Отчёт об исполнении (СЭВ Report): what was done about a task that the sender gave in the document.</summary>
public sealed record ExecutionRequest() : ReportRequest(Word, takesFiles: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "Execution";

    /// <summary>UID of the sender's task, as the registration card names it.</summary>
    [StringLength(255)]
    public required string Task { get; init; }

    /// <summary>What was done.</summary>
    [StringLength(4000)]
    public required string Text { get; init; }

    /// <summary>State of execution, a word of the installation's own.</summary>
    [StringLength(255)]
    public string? Status { get; init; }

    /// <summary>When it was reported.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>When the task was done; left out, it is not done yet.</summary>
    public DateOnly? FactDate { get; init; }

    /// <summary>Who reports; left out, the task's executor of this organisation.</summary>
    public ReportContact? Executor { get; init; }
}

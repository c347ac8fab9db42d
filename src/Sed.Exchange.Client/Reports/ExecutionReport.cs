namespace Sed.Exchange.Client;

/// <summary>What was done about a task that the sender gave in the document (СЭВ Report).</summary>
public sealed record ExecutionReport() : DocumentReport("Execution")
{
    /// <summary>UID of the sender's task, as the registration card names it.</summary>
    public required string Task { get; init; }

    /// <summary>What was done.</summary>
    public required string Text { get; init; }

    /// <summary>State of execution, a word of your own.</summary>
    public string? Status { get; init; }

    /// <summary>When it was reported.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>When the task was done; null: it is not done yet.</summary>
    public DateOnly? FactDate { get; init; }

    /// <summary>Who reports; null: the task's executor of your organisation.</summary>
    public ReportContact? Executor { get; init; }
}

namespace Sed.Exchange.Client;

/// <summary>Who must carry out a task, and what they reported.</summary>
public sealed record CardExecutor : CardElement
{
    /// <summary>Who.</summary>
    public required CardParty Party { get; init; }

    /// <summary>Whether they answer for the task.</summary>
    public required bool Responsible { get; init; }

    /// <summary>GUID of the executor in the task.</summary>
    public string? Uid { get; init; }

    /// <summary>Text of the report.</summary>
    public string? Report { get; init; }

    /// <summary>Time of the report.</summary>
    public string? ReportedAt { get; init; }

    /// <summary>State of execution.</summary>
    public CardTerm? Status { get; init; }

    /// <summary>Files of the report with their signatures.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];
}

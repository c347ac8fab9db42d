namespace Sed.Exchange.Client;

/// <summary>Who must carry out a task (исполнитель поручения), and what they reported.</summary>
public sealed record CardExecutor : CardElement
{
    /// <summary>Who (исполнитель).</summary>
    public required CardParty Party { get; init; }

    /// <summary>Whether they answer for the task (ответственный исполнитель).</summary>
    public required bool Responsible { get; init; }

    /// <summary>GUID of the executor in the task (GUID исполнителя).</summary>
    public string? Uid { get; init; }

    /// <summary>Text of the report (текст отчёта).</summary>
    public string? Report { get; init; }

    /// <summary>Time of the report (дата отчёта).</summary>
    public string? ReportedAt { get; init; }

    /// <summary>State of execution (состояние исполнения).</summary>
    public CardTerm? Status { get; init; }

    /// <summary>Files of the report with their signatures (файлы отчёта).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];
}

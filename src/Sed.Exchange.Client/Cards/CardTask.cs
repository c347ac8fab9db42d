namespace Sed.Exchange.Client;

/// <summary>A resolution or point that travels with the document.</summary>
public sealed record CardTask : CardElement
{
    /// <summary>GUID at the sender; reports about the task name it.</summary>
    public required string Uid { get; init; }

    /// <summary>Its id inside this message.</summary>
    public required string TaskId { get; init; }

    /// <summary>Resolution or point.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is confidential.</summary>
    public required bool Private { get; init; }

    /// <summary>Number of the point.</summary>
    public string? Number { get; init; }

    /// <summary>Who gave it; null when absent.</summary>
    public CardParty? Author { get; init; }

    /// <summary>When it was given.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Author and date as the passport has them.</summary>
    public CardTaskAuthor? GivenBy { get; init; }

    /// <summary>What is to be done.</summary>
    public string? Text { get; init; }

    /// <summary>Until when; null when the task has no deadline.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Control with deadline, state and result.</summary>
    public CardTaskControl? Control { get; init; }

    /// <summary>Who must do it.</summary>
    public IReadOnlyList<CardExecutor> Executors { get; init; } = [];

    /// <summary>Files with their signatures.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>Note.</summary>
    public string? Note { get; init; }

    /// <summary>Category.</summary>
    public CardTerm? Category { get; init; }

    /// <summary>What it belongs to: a document or a task of this message.</summary>
    public CardTaskParent? Parent { get; init; }

    /// <summary>Whether it is only a project; such are not transferred.</summary>
    public required bool Project { get; init; }
}

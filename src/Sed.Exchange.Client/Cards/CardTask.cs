namespace Sed.Exchange.Client;

/// <summary>A resolution or point that travels with the document (поручение: резолюция или пункт).</summary>
public sealed record CardTask : CardElement
{
    /// <summary>GUID at the sender (GUID поручения); reports about the task name it.</summary>
    public required string Uid { get; init; }

    /// <summary>Its id inside this message (идентификатор в сообщении).</summary>
    public required string TaskId { get; init; }

    /// <summary>Resolution or point (вид поручения).</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is confidential (конфиденциальное).</summary>
    public required bool Private { get; init; }

    /// <summary>Number of the point (номер пункта).</summary>
    public string? Number { get; init; }

    /// <summary>Who gave it (автор поручения); null when absent.</summary>
    public CardParty? Author { get; init; }

    /// <summary>When it was given (дата поручения).</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Author and date as the passport has them.</summary>
    public CardTaskAuthor? GivenBy { get; init; }

    /// <summary>What is to be done (текст поручения).</summary>
    public string? Text { get; init; }

    /// <summary>Until when (плановая дата исполнения); null when the task has no deadline.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Control with deadline, state and result (контроль исполнения).</summary>
    public CardTaskControl? Control { get; init; }

    /// <summary>Who must do it (исполнители).</summary>
    public IReadOnlyList<CardExecutor> Executors { get; init; } = [];

    /// <summary>Files with their signatures (файлы).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>Note (примечание).</summary>
    public string? Note { get; init; }

    /// <summary>Category (категория).</summary>
    public CardTerm? Category { get; init; }

    /// <summary>What it belongs to (вышестоящее поручение или документ): a document or a task of this message.</summary>
    public CardTaskParent? Parent { get; init; }

    /// <summary>Whether it is only a project (проект поручения); such are not transferred.</summary>
    public required bool Project { get; init; }
}

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Task</c>, поручение: a resolution (резолюция) or a point (пункт).</summary>
public sealed record SevTask : SevElement
{
    /// <summary><c>@UID</c>, GUID поручения у отправителя.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@TaskID</c>, идентификатор в сообщении: unique in this passport, means nothing outside it.</summary>
    public required string TaskId { get; init; }

    /// <summary><c>@Type</c>, резолюция или пункт.</summary>
    public required SevTaskType Type { get; init; }

    /// <summary><c>@Privacy</c>, конфиденциальное.</summary>
    public required bool Privacy { get; init; }

    /// <summary><c>Number</c>, номер пункта.</summary>
    public string? Number { get; init; }

    /// <summary><c>Author</c>, автор поручения.</summary>
    public SevTaskAuthor? Author { get; init; }

    /// <summary><c>Text</c>, текст поручения.</summary>
    public string? Text { get; init; }

    /// <summary><c>File</c>, файлы поручения.</summary>
    public IReadOnlyList<SevFile> Files { get; init; } = [];

    /// <summary><c>Executor</c>, исполнители.</summary>
    public IReadOnlyList<SevExecutor> Executors { get; init; } = [];

    /// <summary><c>Control</c>, контроль исполнения.</summary>
    public SevTaskControl? Control { get; init; }

    /// <summary><c>Note</c>, примечание.</summary>
    public string? Note { get; init; }

    /// <summary><c>Category</c>, категория поручения.</summary>
    public SevTerm? Category { get; init; }

    /// <summary><c>Parent</c>, вышестоящее поручение или документ.</summary>
    public SevTaskParent? Parent { get; init; }

    /// <summary><c>IsProject</c>, проект поручения; projects are not transferred, so false.</summary>
    public required bool IsProject { get; init; }
}

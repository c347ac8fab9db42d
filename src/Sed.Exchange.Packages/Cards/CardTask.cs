using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>A resolution or point that travels with the document (поручение: резолюция или пункт).</summary>
public sealed record CardTask : CardElement
{
    /// <summary>GUID at the sender (GUID поручения); reports about the task name it.</summary>
    public required string Uid { get; init; }

    /// <summary>Its id inside this message (идентификатор в сообщении).</summary>
    public required string TaskId { get; init; }

    /// <summary>Resolution or point (вид поручения).</summary>
    public required SevTaskType Type { get; init; }

    /// <summary>Whether it is confidential (конфиденциальное).</summary>
    public required bool Private { get; init; }

    /// <summary>Number of the point (номер пункта).</summary>
    public string? Number { get; init; }

    /// <summary>Who gave it (автор поручения); null when absent.</summary>
    public CardParty? Author => CardParty.OfOptional(GivenBy?.Contact);

    /// <summary>When it was given (дата поручения).</summary>
    public DateOnly? Date => GivenBy?.SignDate;

    /// <summary>Author and date as the passport has them.</summary>
    public SevTaskAuthor? GivenBy { get; init; }

    /// <summary>What is to be done (текст поручения).</summary>
    public string? Text { get; init; }

    /// <summary>Until when (плановая дата исполнения); null when the task has no deadline.</summary>
    public DateOnly? Deadline => Control?.Deadline;

    /// <summary>Control with deadline, state and result (контроль исполнения).</summary>
    public SevTaskControl? Control { get; init; }

    /// <summary>Who must do it (исполнители).</summary>
    public IReadOnlyList<CardExecutor> Executors { get; init; } = [];

    /// <summary>Files with their signatures (файлы).</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>Note (примечание).</summary>
    public string? Note { get; init; }

    /// <summary>Category (категория).</summary>
    public SevTerm? Category { get; init; }

    /// <summary>What it belongs to (вышестоящее поручение или документ): a document or a task of this message.</summary>
    public SevTaskParent? Parent { get; init; }

    /// <summary>Whether it is only a project (проект поручения); such are not transferred.</summary>
    public required bool Project { get; init; }

    /// <summary>Content of unknown namespaces; null: none.</summary>
    public SevForeign? Foreign { get; init; }

    internal static CardTask From(SevTask task, CardNames names) => new()
    {
        Uid = task.Uid,
        TaskId = task.TaskId,
        Type = task.Type,
        Private = task.Privacy,
        Number = task.Number,
        GivenBy = task.Author,
        Text = task.Text,
        Control = task.Control,
        Executors = [.. task.Executors.Select(executor => CardExecutor.From(executor, names))],
        Files = [.. task.Files.Select(file => CardFile.From(file, names))],
        Note = task.Note,
        Category = task.Category,
        Parent = task.Parent,
        Project = task.IsProject,
        Foreign = task.Foreign,
    };

    internal CardTask WithFiles(Func<CardFile, CardFile> complete) => this with
    {
        Files = [.. Files.Select(complete)],
        Executors = [.. Executors.Select(executor => executor.WithFiles(complete))],
    };

    internal SevTask ToTask() => new()
    {
        Uid = Uid,
        TaskId = TaskId,
        Type = Type,
        Privacy = Private,
        Number = Number,
        Author = GivenBy,
        Text = Text,
        Control = Control,
        Executors = [.. Executors.Select(executor => executor.ToExecutor())],
        Files = [.. Files.Select(file => file.ToFile())],
        Note = Note,
        Category = Category,
        Parent = Parent,
        IsProject = Project,
        Foreign = Foreign,
    };
}

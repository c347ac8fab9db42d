namespace Sed.Exchange.Packages.Sev;

/// <summary>A passport (паспорт) of a СЭВ message: <see cref="SevDocInfo"/> or <see cref="SevReport"/>.</summary>
public abstract record SevPassport : SevElement
{
    /// <summary><c>Header</c>, заголовок: routing, type, correlation, list of files.</summary>
    public required SevHeader Header { get; init; }

    /// <summary><c>TaskList</c>, поручения: resolutions and points. Empty when the zone is absent.</summary>
    public IReadOnlyList<SevTask> Tasks { get; init; } = [];

    /// <summary><c>Expansion</c>, расширение: extras two sides have agreed on; null when absent.</summary>
    public SevExpansion? Expansion { get; init; }

    /// <summary>All documents of the zone <c>DocumentList</c>; empty when a report has none.</summary>
    public abstract IReadOnlyList<SevDocument> Documents { get; init; }

    /// <summary>Every file of the passport: of documents, of their approvals, of tasks and of executors, in that order.</summary>
    public IEnumerable<SevFile> AllFiles() =>
        Documents.SelectMany(document => document.Files.Concat(document.Approvals.SelectMany(approval => approval.Files)))
            .Concat(Tasks.SelectMany(task => task.Files.Concat(task.Executors.SelectMany(executor => executor.Files))));
}

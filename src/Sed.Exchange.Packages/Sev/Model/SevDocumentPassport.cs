namespace Sed.Exchange.Packages.Sev;

/// <summary>A passport with documents and tasks: <see cref="SevDocInfo"/> or <see cref="SevReport"/>.</summary>
public abstract record SevDocumentPassport : SevPassport
{
    /// <summary><c>TaskList</c>, поручения: resolutions and points. Empty when the zone is absent.</summary>
    public IReadOnlyList<SevTask> Tasks { get; init; } = [];

    /// <summary><c>Expansion</c>, расширение: extras two sides have agreed on; null when absent.</summary>
    public SevExpansion? Expansion { get; init; }

    /// <summary><c>DocumentList</c>, документы: all documents of the zone; empty when a report has none.</summary>
    public abstract IReadOnlyList<SevDocument> Documents { get; init; }

    /// <summary>Every file of the passport: of documents, of their approvals, of tasks and of executors, in that order.</summary>
    public sealed override IEnumerable<SevFile> AllFiles() =>
        Documents.SelectMany(document => document.Files.Concat(document.Approvals.SelectMany(approval => approval.Files)))
            .Concat(Tasks.SelectMany(task => task.Files.Concat(task.Executors.SelectMany(executor => executor.Files))));
}

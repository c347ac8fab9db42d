namespace Sed.Exchange.Packages;

/// <summary>
/// A task (поручение) as a package tells of it: who must do what by when, or what was reported about it; whatever the format. Its text and its
/// people are content: never in logs, events or receipts.
/// </summary>
public sealed record PackageTask
{
    /// <summary>Characters of <see cref="Text"/> that are kept: enough to see what the task is about, not to replace the document.</summary>
    public const int LongestText = 500;

    /// <summary>Its id inside this package.</summary>
    public required string Id { get; init; }

    /// <summary>Its id at the one who gave it, the same in every message, in the form in which equal ones are equal; null: none that tells it from others of this package.</summary>
    public string? Uid { get; init; }

    /// <summary>Control of the document itself, a resolution or a point.</summary>
    public required PackageTaskKind Kind { get; init; }

    /// <summary>Whether it is given here or reported about.</summary>
    public required PackageTaskTold Told { get; init; }

    /// <summary>What it stands under; null: nothing that is told.</summary>
    public PackageTaskReference? Parent { get; init; }

    /// <summary>Number of the point, or of the document; null when it has none.</summary>
    public string? Number { get; init; }

    /// <summary>True: confidential, and <see cref="Text"/> is not given.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What is to be done: one line, at most <see cref="LongestText"/> characters.</summary>
    public string? Text { get; init; }

    /// <summary>The organisation whose official gave it; null when the package does not say.</summary>
    public PackageAddress? Author { get; init; }

    /// <summary>The official who gave it, by post and name.</summary>
    public string? AuthorPerson { get; init; }

    /// <summary>When it was given.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>Until and including which day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The moment from which it is overdue: the end of <see cref="Deadline"/> in the sender's zone.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was carried out, as told.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>True: taken off control.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Who must do it, each organisation once; for <see cref="PackageTaskKind.Document"/> empty: the recipients of the message.</summary>
    public IReadOnlyList<PackageExecutor> Executors { get; init; } = [];

    /// <summary>What is reported of it here as a whole; null: nothing.</summary>
    public PackageTaskProgress? Progress { get; init; }

    /// <summary>The type's name and nothing else: texts of tasks must not reach a log by way of ToString.</summary>
    public override string ToString() => nameof(PackageTask);
}

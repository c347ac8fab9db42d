using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A task as one organisation of this node knows it from what it sent and took (docs/decisions/0017). Key: (<see cref="Organisation"/>,
/// <see cref="Giver"/>, <see cref="Uid"/>). Holds document content: shown to that organisation only, never logged, and removed with the content.
/// </summary>
public sealed record TaskRow
{
    /// <summary>Whose knowledge it is: the sender or a recipient of the messages that told it.</summary>
    public required Guid Organisation { get; init; }

    /// <summary>Who told it, proven by the seal of the message: nobody else can change it.</summary>
    public required Guid Giver { get; init; }

    /// <summary>Its id at the giver; made of message and place when it has none.</summary>
    public required string Uid { get; init; }

    /// <summary>Control of the document, a resolution or a point.</summary>
    public required PackageTaskKind Kind { get; init; }

    /// <summary>The document it first came with, or was first reported about.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>How that organisation stands to it.</summary>
    public required TaskStanding Standing { get; init; }

    /// <summary>Giver of what it stands under; null: nothing known.</summary>
    public Guid? ParentGiver { get; init; }

    /// <summary>Id of what it stands under.</summary>
    public string? ParentUid { get; init; }

    /// <summary>Number.</summary>
    public string? Number { get; init; }

    /// <summary>True: confidential, and there is no text.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What is to be done, shortened.</summary>
    public string? Text { get; init; }

    /// <summary>The official who gave it.</summary>
    public string? AuthorPerson { get; init; }

    /// <summary>When it was given.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>Until and including which day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The moment from which it is overdue.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was carried out, as its giver says.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>True: its giver took it off control.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The message that told it as it stands here.</summary>
    public required Guid ToldBy { get; init; }

    /// <summary>sentAt of that message: what was sent earlier changes nothing.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>False: nobody whom this organisation answers for or watches has anything left to do.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Who must do it, in the giver's order.</summary>
    public IReadOnlyList<TaskExecutor> Executors { get; init; } = [];

    /// <summary>The type's name and nothing else: texts of tasks must not reach a log by way of ToString.</summary>
    public override string ToString() => nameof(TaskRow);
}

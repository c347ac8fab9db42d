using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Control;

namespace Sed.Exchange.Node.Json;

/// <summary>A task as one organisation knows it.</summary>
public sealed record ControlTaskDocument
{
    /// <summary>Whose knowledge it is.</summary>
    public required PartyDocument Organisation { get; init; }

    /// <summary><c>Given</c>, <c>Received</c> or <c>Followed</c>: how that organisation stands to it.</summary>
    public required string Standing { get; init; }

    /// <summary>Who gave it.</summary>
    public required PartyDocument Giver { get; init; }

    /// <summary>Its id at the giver.</summary>
    public required string Uid { get; init; }

    /// <summary><c>Document</c>, <c>Resolution</c> or <c>Point</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How it stands as a whole.</summary>
    public required string State { get; init; }

    /// <summary>The document it came with.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Number and date of that document.</summary>
    public string? Subject { get; init; }

    /// <summary>Number of the point, or of the document.</summary>
    public string? Number { get; init; }

    /// <summary>True: confidential, and there is no text.</summary>
    public required bool Private { get; init; }

    /// <summary>What is to be done, shortened.</summary>
    public string? Text { get; init; }

    /// <summary>The official who gave it.</summary>
    public string? Author { get; init; }

    /// <summary>When it was given.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>Until and including which day, as the giver wrote.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The moment from which it is overdue: the end of that day in the giver's zone.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was carried out, as its giver says.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>True: its giver took it off control.</summary>
    public required bool Ended { get; init; }

    /// <summary>The message that told it as it stands here.</summary>
    public required Guid ToldBy { get; init; }

    /// <summary>What it stands under.</summary>
    public ControlParentDocument? Parent { get; init; }

    /// <summary>Who must do it.</summary>
    public required IReadOnlyList<ControlExecutorDocument> Executors { get; init; }

    /// <summary>Writes a task.</summary>
    internal static ControlTaskDocument From(ControlItem item, ExchangeDirectory? directory, bool withContent) => new()
    {
        Organisation = PartyDocument.From(item.Task.Organisation, directory),
        Standing = item.Task.Standing.ToString(),
        Giver = PartyDocument.From(item.Task.Giver, directory),
        Uid = item.Task.Uid,
        Kind = item.Task.Kind.ToString(),
        State = item.State.ToString(),
        MessageId = item.Task.MessageId,
        Subject = item.Subject,
        Number = item.Task.Number,
        Private = item.Task.IsPrivate,
        Text = withContent ? item.Task.Text : null,
        Author = withContent ? item.Task.AuthorPerson : null,
        GivenOn = item.Task.GivenOn,
        Deadline = item.Task.Deadline,
        DueAt = item.Task.DueAt,
        DoneOn = item.Task.DoneOn,
        Ended = item.Task.IsEnded,
        ToldBy = item.Task.ToldBy,
        Parent = item.Parent is not { } parent ? null : new ControlParentDocument(
            PartyDocument.From(parent.Giver, directory), parent.Uid, parent.Kind.ToString(), parent.Number, withContent ? parent.Text : null, parent.Deadline),
        Executors = [.. item.Executors.Select(executor => ControlExecutorDocument.From(executor, directory, withContent))],
    };
}

namespace Sed.Exchange.Client;

/// <summary>A task (поручение) as one of your organisations knows it.</summary>
public sealed record ControlTask
{
    /// <summary>Whose knowledge it is.</summary>
    public required Party Organisation { get; init; }

    /// <summary><c>Given</c>: you gave it. <c>Received</c>: you got it in a document. <c>Followed</c>: a recipient of your document gave it and reports to you.</summary>
    public required string Standing { get; init; }

    /// <summary>Who gave it.</summary>
    public required Party Giver { get; init; }

    /// <summary>Its id at the giver, the same in every message.</summary>
    public required string Uid { get; init; }

    /// <summary><c>Document</c>, <c>Resolution</c> or <c>Point</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How it stands as a whole: <c>Open</c>, <c>Reported</c>, <c>Done</c>, <c>Overdue</c>, <c>Late</c>, <c>NotKnown</c>.</summary>
    public required string State { get; init; }

    /// <summary>The document it came with.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Number and date of that document.</summary>
    public string? Subject { get; init; }

    /// <summary>Number of the point, or of the document.</summary>
    public string? Number { get; init; }

    /// <summary>True: confidential, and there is no text.</summary>
    public bool Private { get; init; }

    /// <summary>What is to be done, shortened to 500 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The official who gave it.</summary>
    public string? Author { get; init; }

    /// <summary>When it was given.</summary>
    public DateOnly? GivenOn { get; init; }

    /// <summary>Until and including which day.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The moment from which it is overdue.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was carried out, as its giver says.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>True: its giver took it off control.</summary>
    public bool Ended { get; init; }

    /// <summary>The message that told it as it stands here.</summary>
    public Guid ToldBy { get; init; }

    /// <summary>What it stands under.</summary>
    public ControlParent? Parent { get; init; }

    /// <summary>Who must do it.</summary>
    public IReadOnlyList<ControlExecutor> Executors { get; init; } = [];
}

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// The last that an organisation itself reported of a task, in one organisation's knowledge. Key: (<see cref="Organisation"/>, <see cref="Giver"/>,
/// <see cref="Uid"/>, <see cref="Reporter"/>).
/// </summary>
public sealed record TaskReportRow
{
    /// <summary>Whose knowledge it is.</summary>
    public required Guid Organisation { get; init; }

    /// <summary>Who gave the task.</summary>
    public required Guid Giver { get; init; }

    /// <summary>Id of the task at its giver.</summary>
    public required string Uid { get; init; }

    /// <summary>Who reports, proven by the seal of the report: a recipient of a message that told the task.</summary>
    public required Guid Reporter { get; init; }

    /// <summary>When, by the reporter; else sentAt of the report.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>State of execution in the reporter's words.</summary>
    public string? Status { get; init; }

    /// <summary>The report, shortened.</summary>
    public string? Text { get; init; }

    /// <summary>When it was carried out, as the reporter says.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>True: the reporter took its part off control.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The message that carried the report.</summary>
    public required Guid ToldBy { get; init; }

    /// <summary>sentAt of that message: what was sent earlier changes nothing.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>The type's name and nothing else: reports are content.</summary>
    public override string ToString() => nameof(TaskReportRow);
}

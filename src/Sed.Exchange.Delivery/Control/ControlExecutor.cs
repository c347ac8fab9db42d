namespace Sed.Exchange.Delivery.Control;

/// <summary>Who must carry out a task and what was said of it.</summary>
/// <param name="Party">The organisation; null: the directory does not know what the giver wrote.</param>
/// <param name="Name">Its name as the giver wrote it.</param>
/// <param name="Person">Its official, by post and name.</param>
/// <param name="IsResponsible">Whether it answers for the task.</param>
/// <param name="IsNamed">False: it was not named and reported nevertheless.</param>
/// <param name="State">How it stands.</param>
/// <param name="ReportedAt">When it last reported; null: nothing is known.</param>
/// <param name="Status">State of execution in the reporter's words.</param>
/// <param name="Report">The report, shortened.</param>
/// <param name="DoneOn">When it was carried out, as told.</param>
/// <param name="ReportMessageId">The message in which the organisation itself said it; null: the giver passes it on.</param>
public sealed record ControlExecutor(
    Guid? Party,
    string? Name,
    string? Person,
    bool IsResponsible,
    bool IsNamed,
    ControlState State,
    DateTimeOffset? ReportedAt,
    string? Status,
    string? Report,
    DateOnly? DoneOn,
    Guid? ReportMessageId)
{
    /// <summary>True: it is done, in time or late.</summary>
    public bool IsDone => State is ControlState.Done or ControlState.Late;

    /// <summary>The type's name and nothing else: people and reports are content.</summary>
    public override string ToString() => nameof(ControlExecutor);
}

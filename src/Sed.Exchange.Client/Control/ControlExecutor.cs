namespace Sed.Exchange.Client;

/// <summary>Who must carry out a task and what was said of it.</summary>
/// <param name="Organisation">The organisation; null: the directory does not know what the giver wrote.</param>
/// <param name="Name">Its name as the giver wrote it.</param>
/// <param name="Person">Its official, by post and name.</param>
/// <param name="Responsible">Whether it answers for the task.</param>
/// <param name="Named">False: it was not named and reported nevertheless.</param>
/// <param name="State">As of <see cref="ControlTask.State"/>.</param>
/// <param name="ReportedAt">When it last reported; null: nothing is known.</param>
/// <param name="Status">State of execution in the reporter's words.</param>
/// <param name="Report">The report, shortened.</param>
/// <param name="DoneOn">When it was carried out, as told.</param>
/// <param name="ReportMessageId">The message in which the organisation itself said it.</param>
public sealed record ControlExecutor(
    Party? Organisation,
    string? Name,
    string? Person,
    bool Responsible,
    bool Named,
    string State,
    DateTimeOffset? ReportedAt,
    string? Status,
    string? Report,
    DateOnly? DoneOn,
    Guid? ReportMessageId);

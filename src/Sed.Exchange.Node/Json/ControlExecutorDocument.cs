using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Control;

namespace Sed.Exchange.Node.Json;

/// <summary>Who must carry out a task and what was said of it.</summary>
/// <param name="Organisation">The organisation; null: the directory does not know what the giver wrote.</param>
/// <param name="Name">Its name as the giver wrote it.</param>
/// <param name="Person">Its official, by post and name.</param>
/// <param name="Responsible">Whether it answers for the task.</param>
/// <param name="Named">False: it was not named and reported nevertheless.</param>
/// <param name="State"><c>Open</c>, <c>Reported</c>, <c>Done</c>, <c>Overdue</c>, <c>Late</c> or <c>NotKnown</c>.</param>
/// <param name="ReportedAt">When it last reported.</param>
/// <param name="Status">State of execution in the reporter's words.</param>
/// <param name="Report">The report, shortened.</param>
/// <param name="DoneOn">When it was carried out, as told.</param>
/// <param name="ReportMessageId">The message in which the organisation itself said it; null: the giver passes it on, or nothing was said.</param>
public sealed record ControlExecutorDocument(
    PartyDocument? Organisation,
    string? Name,
    string? Person,
    bool Responsible,
    bool Named,
    string State,
    DateTimeOffset? ReportedAt,
    string? Status,
    string? Report,
    DateOnly? DoneOn,
    Guid? ReportMessageId)
{
    internal static ControlExecutorDocument From(ControlExecutor executor, ExchangeDirectory? directory, bool withContent) => new(
        executor.Party is { } party ? PartyDocument.From(party, directory) : null,
        executor.Name,
        withContent ? executor.Person : null,
        executor.IsResponsible,
        executor.IsNamed,
        executor.State.ToString(),
        executor.ReportedAt,
        withContent ? executor.Status : null,
        withContent ? executor.Report : null,
        executor.DoneOn,
        executor.ReportMessageId);
}

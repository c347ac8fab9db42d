using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Control;

namespace Sed.Exchange.Node.Json;

/// <summary>The tasks of a message in one line. Numbers count executors of tasks: a task of two organisations is two.</summary>
/// <param name="Deadline">The nearest of those still to be done; else the last.</param>
/// <param name="DueAt">The moment from which it is overdue.</param>
/// <param name="Executors">Organisations that must do what is due then, the responsible ones first; when all is done, those who did.</param>
/// <param name="Assigned">All.</param>
/// <param name="Reported">Of which anything was reported.</param>
/// <param name="Done">Of which are done.</param>
/// <param name="Overdue">Of which are overdue.</param>
public sealed record ControlLineDocument(
    DateOnly? Deadline, DateTimeOffset? DueAt, IReadOnlyList<string> Executors, int Assigned, int Reported, int Done, int Overdue)
{
    /// <summary>Writes the line; null for a message without tasks.</summary>
    public static ControlLineDocument? From(ControlSummary? summary, ExchangeDirectory? directory) => summary is null ? null : new ControlLineDocument(
        summary.Deadline,
        summary.DueAt,
        [.. summary.Executors.Select(executor => (executor.Party is { } party ? PartyDocument.From(party, directory).Name : null) ?? executor.Name ?? executor.Party?.ToString()).OfType<string>()],
        summary.Assigned,
        summary.Reported,
        summary.Done,
        summary.Overdue);
}

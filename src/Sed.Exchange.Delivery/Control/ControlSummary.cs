namespace Sed.Exchange.Delivery.Control;

/// <summary>The tasks of one message in one line. Numbers count executors of tasks: a task of two organisations is two.</summary>
/// <param name="Deadline">The nearest of those still to be done; else the last; null: no task has one.</param>
/// <param name="DueAt">The moment from which it is overdue.</param>
/// <param name="Executors">Who must do what is due then, the responsible ones first; when all is done, those who did.</param>
/// <param name="Assigned">All.</param>
/// <param name="Reported">Of which anything was reported.</param>
/// <param name="Done">Of which are done.</param>
/// <param name="Overdue">Of which are overdue.</param>
public sealed record ControlSummary(
    DateOnly? Deadline, DateTimeOffset? DueAt, IReadOnlyList<ControlExecutor> Executors, int Assigned, int Reported, int Done, int Overdue);

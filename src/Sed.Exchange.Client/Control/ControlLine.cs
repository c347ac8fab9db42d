namespace Sed.Exchange.Client;

/// <summary>The tasks of a message in one line. Numbers count executors of tasks: a task of two organisations is two.</summary>
/// <param name="Deadline">The nearest of those still to be done; else the last.</param>
/// <param name="DueAt">The moment from which it is overdue.</param>
/// <param name="Executors">Organisations that must do what is due then, the responsible ones first; when all is done, those who did.</param>
/// <param name="Assigned">All.</param>
/// <param name="Reported">Of which anything was reported.</param>
/// <param name="Done">Of which are done.</param>
/// <param name="Overdue">Of which are overdue.</param>
public sealed record ControlLine(
    DateOnly? Deadline, DateTimeOffset? DueAt, IReadOnlyList<string> Executors, int Assigned, int Reported, int Done, int Overdue);

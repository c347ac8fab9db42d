namespace Sed.Exchange.Client;

/// <summary>Tasks by deadline, those without one last: the document <c>sedx-control/1</c>.</summary>
/// <param name="At">The moment by which the node judged deadlines.</param>
/// <param name="Items">The tasks.</param>
/// <param name="Next">For the next page; null: there is none.</param>
public sealed record ControlPage(DateTimeOffset At, IReadOnlyList<ControlTask> Items, string? Next);

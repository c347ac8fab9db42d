using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Control;

/// <summary>A task with its executors, as it stands at a moment.</summary>
/// <param name="Task">The task.</param>
/// <param name="State">How it stands as a whole.</param>
/// <param name="Executors">Who must do it, in the giver's order; then those who reported without being named.</param>
/// <param name="Parent">What it stands under; null: nothing that is known here.</param>
/// <param name="Subject">Number and date of the document it came with.</param>
public sealed record ControlItem(TaskRow Task, ControlState State, IReadOnlyList<ControlExecutor> Executors, TaskRow? Parent, string? Subject)
{
    /// <summary>The type's name and nothing else: tasks are content.</summary>
    public override string ToString() => nameof(ControlItem);
}

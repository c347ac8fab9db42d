using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Control;

/// <summary>Tasks in order of their deadlines.</summary>
/// <param name="Items">The tasks.</param>
/// <param name="Next">After which the next ones come; null: there are none.</param>
public sealed record ControlPage(IReadOnlyList<ControlItem> Items, TaskKey? Next);

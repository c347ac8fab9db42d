namespace Sed.Exchange.Delivery.Journal;

/// <summary>The last restore of this journal from a backup (DESIGN section 8).</summary>
/// <param name="Since">When the backup was begun: whatever became durable here later is missing until peers have told it.</param>
/// <param name="At">When it was restored.</param>
/// <param name="EndedAt">When every peer had told, or was given up; null: the doors are shut.</param>
public sealed record RestoreRow(DateTimeOffset Since, DateTimeOffset At, DateTimeOffset? EndedAt);

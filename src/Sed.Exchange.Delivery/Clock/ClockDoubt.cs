namespace Sed.Exchange.Delivery.Clock;

/// <summary>A node's doubt about its clock.</summary>
/// <param name="Kind">What raised it first.</param>
/// <param name="Since">When, by the clock in doubt.</param>
/// <param name="Ahead">How far the clock is ahead of what it was compared with last; negative: behind.</param>
public sealed record ClockDoubt(ClockDoubtKind Kind, DateTimeOffset Since, TimeSpan Ahead);

namespace Sed.Exchange.Delivery.Journal;

/// <summary>The captures that are owed, in sum.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the oldest is; null: none is owed.</param>
public sealed record OwedCaptures(long Count, DateTimeOffset? Oldest);

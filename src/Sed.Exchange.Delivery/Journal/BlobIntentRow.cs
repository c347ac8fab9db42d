namespace Sed.Exchange.Delivery.Journal;

/// <summary>A blob announced before its first octet (DESIGN section 8). Key: <see cref="Name"/>.</summary>
/// <param name="Name">Name of the blob, unique per attempt.</param>
/// <param name="State">What became of it.</param>
/// <param name="At">When announced.</param>
public sealed record BlobIntentRow(string Name, BlobIntentState State, DateTimeOffset At);

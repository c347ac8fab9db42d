namespace Sed.Exchange.Client;

/// <summary>What became of a message for one recipient.</summary>
public sealed record DeliveryStatus
{
    /// <summary>Id of the delivery at the node asked.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The recipient.</summary>
    public required Party Recipient { get; init; }

    /// <summary><c>Queued</c>, <c>Sent</c>, <c>Delivered</c>, <c>Collected</c>, <c>Declined</c>, <c>Refused</c>, <c>Undelivered</c>…</summary>
    public required string State { get; init; }

    /// <summary>Attempts that failed so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next try is due; null: none is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; init; }

    /// <summary>At the recipient's node: how often it was leased.</summary>
    public int Leases { get; init; }

    /// <summary>At the recipient's node: since when it is handed out last and alone, because it was leased so often and never settled; null: it is not.</summary>
    public DateTimeOffset? PoisonSince { get; init; }

    /// <summary>Receipts and reports, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Reports that the sender asked this recipient for; empty when it asked for none.</summary>
    public IReadOnlyList<OwedReport> OwedReports { get; init; } = [];

    /// <summary>True once the delivery has ended in Delivered, Refused or Undelivered, or in what comes after.</summary>
    public bool HasEnded() => State is "Delivered" or "Collected" or "Declined" or "Refused" or "Undelivered";
}

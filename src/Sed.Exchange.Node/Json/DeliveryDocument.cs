namespace Sed.Exchange.Node.Json;

/// <summary>What became of a message for one recipient.</summary>
/// <param name="DeliveryId">Id of the delivery at this node.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="State">Name of the state.</param>
/// <param name="Attempts">Attempts that failed so far.</param>
/// <param name="NextAttemptAt">When the next is due.</param>
/// <param name="LastError">Why the last one failed.</param>
/// <param name="Timeline">Receipts and reports, oldest first.</param>
/// <param name="OwedReports">Reports that the sender asked this recipient for, in the order of the format.</param>
/// <param name="Leases">At the recipient's node: how often it was leased.</param>
/// <param name="PoisonSince">At the recipient's node: since when it is handed out last and alone; null: it is not.</param>
public sealed record DeliveryDocument(
    Guid DeliveryId,
    PartyDocument Recipient,
    string State,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    string? LastError,
    IReadOnlyList<TimelineDocument> Timeline,
    IReadOnlyList<OwedReportDocument> OwedReports,
    int Leases = 0,
    DateTimeOffset? PoisonSince = null);

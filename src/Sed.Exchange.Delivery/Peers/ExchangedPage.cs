namespace Sed.Exchange.Delivery.Peers;

/// <summary>A page of what two nodes exchanged.</summary>
/// <param name="Deliveries">In the order in which the peer's receipts became durable; a delivery may come again on a later page.</param>
/// <param name="Next">Where the next page begins; null: this was the last.</param>
public sealed record ExchangedPage(IReadOnlyList<ExchangedDelivery> Deliveries, long? Next);

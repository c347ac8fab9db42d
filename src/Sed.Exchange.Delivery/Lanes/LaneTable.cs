using Sed.Exchange.Containers.Receipts;

namespace Sed.Exchange.Delivery.Lanes;

/// <summary>
/// The life of a message on one page (DESIGN section 4; <c>docs/message-life.md</c> shows the same table and a test compares them).
/// </summary>
public static class LaneTable
{
    /// <summary>Every permitted step: lane, from, to, and the receipt or event that makes it.</summary>
    public static IReadOnlyList<LaneStep> Steps { get; } =
    [
        new(Lane.Out, null, DeliveryState.Queued, "Accepted"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Sent, "Relayed"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Delivered, "Delivered"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Refused, "Refused"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Undelivered, "Undelivered"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Delivered, "Delivered"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Refused, "Refused"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Undelivered, "Undelivered"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Queued, "given back, its mailbox has moved"),
        new(Lane.Out, DeliveryState.Undelivered, DeliveryState.Delivered, "Delivered, proof late"),
        new(Lane.Out, DeliveryState.Refused, DeliveryState.Delivered, "Delivered, proof late"),
        new(Lane.Out, DeliveryState.Delivered, DeliveryState.Collected, "Collected"),
        new(Lane.Out, DeliveryState.Delivered, DeliveryState.Declined, "Declined"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Out, DeliveryState.Queued, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Out, DeliveryState.Sent, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Out, DeliveryState.Undelivered, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Out, DeliveryState.Undelivered, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Out, DeliveryState.Refused, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Out, DeliveryState.Refused, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Out, DeliveryState.Declined, DeliveryState.Collected, "Collected, from another mailbox"),

        new(Lane.Relay, null, DeliveryState.Queued, "Relayed, issued here"),
        new(Lane.Relay, null, DeliveryState.Held, "Relayed, issued here before the verdict"),
        new(Lane.Relay, DeliveryState.Held, DeliveryState.Queued, "verified"),
        new(Lane.Relay, DeliveryState.Held, DeliveryState.Refused, "Refused, issued here"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Sent, "Relayed"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Delivered, "Delivered"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Refused, "Refused"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Undelivered, "Undelivered, on its way after the sender"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Delivered, "Delivered"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Refused, "Refused"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Undelivered, "Undelivered, on its way after the sender"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Queued, "given back, its mailbox has moved"),
        new(Lane.Relay, DeliveryState.Undelivered, DeliveryState.Delivered, "Delivered, proof late"),
        new(Lane.Relay, DeliveryState.Refused, DeliveryState.Delivered, "Delivered, proof late"),
        new(Lane.Relay, DeliveryState.Delivered, DeliveryState.Collected, "Collected"),
        new(Lane.Relay, DeliveryState.Delivered, DeliveryState.Declined, "Declined"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Relay, DeliveryState.Queued, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Relay, DeliveryState.Sent, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Relay, DeliveryState.Undelivered, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Relay, DeliveryState.Undelivered, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Relay, DeliveryState.Refused, DeliveryState.Collected, "Delivered, after Collected"),
        new(Lane.Relay, DeliveryState.Refused, DeliveryState.Declined, "Delivered, after Declined"),
        new(Lane.Relay, DeliveryState.Declined, DeliveryState.Collected, "Collected, from another mailbox"),
        new(Lane.Relay, DeliveryState.Refused, DeliveryState.Undelivered, "Undelivered, on its way after the sender"),

        new(Lane.In, null, DeliveryState.Waiting, "Delivered, issued here"),
        new(Lane.In, null, DeliveryState.Held, "Relayed, issued here before the verdict"),
        new(Lane.In, DeliveryState.Held, DeliveryState.Waiting, "Delivered, issued here"),
        new(Lane.In, DeliveryState.Held, DeliveryState.Refused, "Refused, issued here"),
        new(Lane.In, DeliveryState.Waiting, DeliveryState.Leased, "lease"),
        new(Lane.In, DeliveryState.Leased, DeliveryState.Waiting, "lease expired"),
        new(Lane.In, DeliveryState.Leased, DeliveryState.Collected, "collect"),
        new(Lane.In, DeliveryState.Waiting, DeliveryState.Collected, "collect by a past holder"),
        new(Lane.In, DeliveryState.Leased, DeliveryState.Declined, "decline"),
        new(Lane.In, DeliveryState.Waiting, DeliveryState.Declined, "decline by a past holder"),
    ];

    /// <summary>
    /// The state that a set of counted receipts states, whatever the order they came in (DESIGN 3.3). Proof outranks its absence:
    /// what the recipient's installation said, then Delivered, then what ended it without: Undelivered before refusals, because the origin says it only while there is none, and one
    /// that comes later changes nothing; then Relayed.
    /// Relayed counts only from the next hop. What the installation said waits for Delivered: a node that went on without it would never ask for
    /// it again, and the sender would never get the proof that ends the delivery (promise 2).
    /// </summary>
    public static DeliveryState StateOf(IEnumerable<ReceiptKind> counted)
    {
        var kinds = counted.ToHashSet();
        var state = DeliveryState.Queued;
        var rank = 0;
        foreach (var kind in kinds)
        {
            if (kind is ReceiptKind.Collected or ReceiptKind.Declined && !kinds.Contains(ReceiptKind.Delivered)) continue;

            var (candidate, candidateRank) = kind switch
            {
                ReceiptKind.Collected => (DeliveryState.Collected, 6),
                ReceiptKind.Declined => (DeliveryState.Declined, 5),
                ReceiptKind.Delivered => (DeliveryState.Delivered, 4),
                ReceiptKind.Undelivered => (DeliveryState.Undelivered, 3),
                ReceiptKind.Refused => (DeliveryState.Refused, 2),
                ReceiptKind.Relayed => (DeliveryState.Sent, 1),
                _ => (DeliveryState.Queued, 0),
            };
            if (candidateRank > rank) (state, rank) = (candidate, candidateRank);
        }

        return state;
    }
}

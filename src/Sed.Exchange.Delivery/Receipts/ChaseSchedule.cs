using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Retention;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// When others are asked for proof (DESIGN section 5, <c>GET /exchange/v1/deliveries</c>). A Delivered that was lost with its answer is there and nobody
/// sends it again: without the question a sender would hear Undelivered, for ever, of a letter that lies in the mailbox.
/// </summary>
internal static class ChaseSchedule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    // As long as senders keep the octets of what was delivered.
    public static readonly TimeSpan Patience = RetentionOptions.ShortestContent;

    /// <summary>The first question about a delivery that has just come into its state; null: none.</summary>
    public static DateTimeOffset? First(DeliveryRow delivery, DateTimeOffset now) => delivery switch
    {
        { NextHop: null } => null,

        // The last quarter of its time is for asking what became of it.
        { State: DeliveryState.Sent } when now < delivery.DeliverBy => now + Later((delivery.DeliverBy - now) * 0.75, Shortest),

        // Who refused it may not be the first to whom it was handed.
        { State: DeliveryState.Undelivered or DeliveryState.Refused } => now + Shortest,

        // Handed over by a clock that is ahead of its deadline: set right, it has none of its questions.
        { State: DeliveryState.Sent } => now + Shortest,
        _ => null,
    };

    /// <summary>The question after one that brought no proof; null: it was the last.</summary>
    public static DateTimeOffset? Next(DeliveryRow delivery, DateTimeOffset now)
    {
        var left = delivery.DeliverBy - now;
        if (delivery.State == DeliveryState.Sent && left > TimeSpan.Zero) return now + Later(left / 2, Shortest);

        // Twice as long after it ended as at the last question. What was collected stays Sent at its origin until its proof is here: nobody may say Undelivered of
        // it, so that nothing else would ever end it.
        var since = now - (delivery.State == DeliveryState.Sent ? delivery.DeliverBy : delivery.StateSince);
        if (since > Patience) return IsUnproven(delivery, now) ? now + Longest : null;
        return now + Later(since < Longest ? since : Longest, Shortest);
    }

    /// <summary>True for what has neither ended nor been proven long after its deadline: its installation took it, and nobody has given the proof.</summary>
    public static bool IsUnproven(DeliveryRow delivery, DateTimeOffset now) =>
        delivery is { Lane: Lane.Out, State: DeliveryState.Sent } && now - delivery.DeliverBy > Patience;

    private static TimeSpan Later(TimeSpan first, TimeSpan second) => first > second ? first : second;
}

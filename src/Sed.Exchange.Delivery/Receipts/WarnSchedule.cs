using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>
/// When somebody is told that a delivery stands still: its sender before the deadline, while something can still be done; both sides when an installation
/// does not take what lies in its mailbox. A warning is no receipt and moves nothing.
/// </summary>
internal static class WarnSchedule
{
    /// <summary>When to warn of a delivery that has just come into its state; null: there is nothing to warn of.</summary>
    public static DateTimeOffset? For(DeliveryRow delivery, DateTimeOffset now, DeliveryOptions options) => delivery switch
    {
        // Of a short time the last quarter: a warning at once would say nothing.
        { Lane: Lane.Out, State: DeliveryState.Queued } => delivery.DeliverBy - Shorter(options.WarnLate, (delivery.DeliverBy - delivery.CreatedAt) / 4),
        { Lane: Lane.Out, State: DeliveryState.Sent } => delivery.WarnAt,
        { Lane: Lane.Out, State: DeliveryState.Delivered } or { Lane: Lane.In, State: DeliveryState.Waiting } => now + options.Uncollected,
        _ => null,
    };

    private static TimeSpan Shorter(TimeSpan first, TimeSpan second) => first < second ? first : second;
}

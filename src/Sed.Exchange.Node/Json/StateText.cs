using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Json;

/// <summary>How a delivery stands, for people.</summary>
internal static class StateText
{
    /// <summary>The word for its state; of one that was given up before the proof of it came, that it came late: both receipts stay, and both are right.</summary>
    public static string Of(DeliveryDocument delivery, Words words)
    {
        var state = words[$"state.{delivery.State}"];
        var isLate = delivery.State is "Delivered" or "Collected" or "Declined" && delivery.Timeline.Any(entry => entry is { Event: "Undelivered", Verified: true });
        return isLate ? words.With("status.proofLate", state) : state;
    }
}

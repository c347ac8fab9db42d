using System.Globalization;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>One event told to one receiver.</summary>
/// <param name="Hook">The receiver.</param>
/// <param name="Event">The event.</param>
/// <param name="Epoch">The node's epoch.</param>
public sealed record WebhookCall(WebhookRow Hook, EventRow Event, int Epoch)
{
    /// <summary>The event's id, the same in every repetition: the cursor of the feed after it.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Event.Number}");
}

using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Delivery;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys of <c>webhooks</c>: how receivers of feeds are called. Who they are is said by <c>sedx webhook add</c>.</summary>
public static class WebhookKeys
{
    private static readonly DeliveryOptions Delivery = new();
    private static readonly WebhookLinkOptions Link = new();

    /// <summary>Patience with one call.</summary>
    public static readonly ConfigurationKey<TimeSpan> Patience = Time(
        "webhooks.patience", TimeSpan.FromSeconds(1), Minutes(5), Link.Patience, "Time for one call of a receiver, name look-up and handshake included.");

    /// <summary>Longest pause.</summary>
    public static readonly ConfigurationKey<TimeSpan> LongestPause = Time(
        "webhooks.longestPause", TimeSpan.FromSeconds(1), Days(1), Delivery.WebhookPause, "Longest pause between calls of a receiver that does not confirm.");

    /// <summary>Giving up.</summary>
    public static readonly ConfigurationKey<TimeSpan> GiveUp = Time(
        "webhooks.giveUp", Minutes(1), Days(365), Delivery.WebhookGiveUp, "How long a receiver may fail before it is not called any more, with an alarm. `sedx webhook enable` goes on where it stood.");

    /// <summary>All of them, in the order of the document.</summary>
    internal static IReadOnlyList<ConfigurationKey> All { get; } = [Patience, LongestPause, GiveUp];
}

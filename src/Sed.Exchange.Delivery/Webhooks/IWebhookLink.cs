namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>Calls receivers of feeds.</summary>
public interface IWebhookLink
{
    /// <summary>
    /// Tells a receiver one event, signed with its secret. MUST follow no redirect, MUST reach no address of this machine or of a private network unless the
    /// webhook allows it, and MUST end within a bounded time whatever the receiver does. What others do is an answer, not an exception.
    /// </summary>
    Task<WebhookAnswer> CallAsync(WebhookCall call, CancellationToken cancel);
}

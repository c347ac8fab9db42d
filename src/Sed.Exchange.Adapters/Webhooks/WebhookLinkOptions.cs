namespace Sed.Exchange.Adapters.Webhooks;

/// <summary>How receivers are called.</summary>
public sealed record WebhookLinkOptions
{
    /// <summary>Time for one call, name look-up and handshake included; a receiver that hangs keeps one connection so long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}

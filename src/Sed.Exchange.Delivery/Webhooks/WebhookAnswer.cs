namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>What became of a call.</summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer()
    {
    }

    /// <summary>The receiver confirmed it: any status of 200 to 299.</summary>
    public sealed record Confirmed : WebhookAnswer;

    /// <summary>It did not; it may have got it all the same.</summary>
    /// <param name="Code">One of <see cref="WebhookCodes"/>.</param>
    /// <param name="Detail">Bare facts; nothing of the answer's body.</param>
    /// <param name="RetryAfter">When the receiver wishes to be called again; null: it said nothing.</param>
    public sealed record Failed(string Code, string Detail, TimeSpan? RetryAfter = null) : WebhookAnswer;
}

namespace Sed.Exchange.Client;

/// <summary>One event of a subscription.</summary>
public sealed record CardSubscription : CardElement
{
    /// <summary><c>@Include</c>, нужны ли уведомления.</summary>
    public required bool Include { get; init; }

    /// <summary><c>@AdvanceInfo</c>, первое или все: only on Forwarding, Consideration and TaskDecoration/Executor; not used by «Дело».</summary>
    public string? Advance { get; init; }
}

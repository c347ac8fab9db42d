namespace Sed.Exchange.Packages.Sev;

/// <summary>One event of a subscription.</summary>
public sealed record SevSubscription : SevElement
{
    /// <summary><c>@Include</c>, нужны ли уведомления.</summary>
    public required bool Include { get; init; }

    /// <summary><c>@AdvanceInfo</c>, первое или все: only on Forwarding, Consideration and TaskDecoration/Executor; not used by «Дело».</summary>
    public SevAdvance? Advance { get; init; }
}

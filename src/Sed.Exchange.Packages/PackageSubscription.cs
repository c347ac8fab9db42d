namespace Sed.Exchange.Packages;

/// <summary>Which reports the sender of a document asks its recipients for.</summary>
/// <param name="Kinds">The kinds wanted, at least one.</param>
/// <param name="Days">For how many days they are to be sent (СЭВ <c>StopDayCount</c>), 1…999.</param>
public sealed record PackageSubscription(ReportKinds Kinds, int Days);

namespace Sed.Exchange.Client;

/// <summary>A lease that is held on.</summary>
/// <param name="LeaseId">The lease.</param>
/// <param name="LeasedUntil">Until when it holds.</param>
public sealed record Renewal(Guid LeaseId, DateTimeOffset LeasedUntil);

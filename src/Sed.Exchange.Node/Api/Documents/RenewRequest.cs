namespace Sed.Exchange.Node.Api.Documents;

/// <summary>A client wishes to hold what it leased.</summary>
/// <param name="LeaseId">The lease it holds.</param>
public sealed record RenewRequest(Guid LeaseId);

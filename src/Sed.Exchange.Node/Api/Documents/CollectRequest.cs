namespace Sed.Exchange.Node.Api.Documents;

/// <summary>The installation confirms taking a message.</summary>
/// <param name="LeaseId">The lease under which it took it, current or past.</param>
public sealed record CollectRequest(Guid LeaseId);

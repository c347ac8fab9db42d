namespace Sed.Exchange.Node.Api.Documents;

/// <summary>The installation refuses a message.</summary>
/// <param name="LeaseId">The lease under which it took it, current or past.</param>
/// <param name="Reason"><c>SEDX-DECLINED_WRONG_ADDRESSEE</c>, <c>…_UNREADABLE</c>, <c>…_ALREADY_RECEIVED</c> or <c>…_OTHER</c>.</param>
public sealed record DeclineRequest(Guid LeaseId, string Reason);

namespace Sed.Exchange.Scenarios.Webhooks;

/// <summary>A call as a receiver got it.</summary>
/// <param name="Id">webhook-id.</param>
/// <param name="Timestamp">webhook-timestamp.</param>
/// <param name="Signature">webhook-signature.</param>
/// <param name="Body">The body's octets.</param>
internal sealed record HookCall(string Id, string Timestamp, string Signature, byte[] Body);

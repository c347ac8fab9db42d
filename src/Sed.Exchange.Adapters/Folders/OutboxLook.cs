namespace Sed.Exchange.Adapters.Folders;

/// <summary>What one look at an outbox did.</summary>
/// <param name="Taken">Pairs whose message is durable here now, or was already.</param>
/// <param name="Refused">Pairs that went to the errors.</param>
/// <param name="Waiting">Pairs that are kept in mind: still being written, or postponed.</param>
/// <param name="HasMore">True: more are due at once.</param>
internal sealed record OutboxLook(int Taken, int Refused, int Waiting, bool HasMore);

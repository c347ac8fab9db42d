namespace Sed.Exchange.Delivery.Journal;

/// <summary>A submission already accepted. Key: (<see cref="Sender"/>, <see cref="Key"/>).</summary>
/// <param name="Sender">The sending organisation.</param>
/// <param name="Key"><c>Idempotency-Key</c>, or the package's own message id.</param>
/// <param name="Value">Digest over the sorted (name, digest) of the files and the recipients.</param>
/// <param name="MessageId">The message it became.</param>
/// <param name="At">When.</param>
public sealed record IdempotencyRow(Guid Sender, string Key, string Value, Guid MessageId, DateTimeOffset At);

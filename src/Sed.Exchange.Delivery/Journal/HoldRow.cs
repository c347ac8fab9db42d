namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A message in dispute: an administrator forbids that anything of it is purged, whatever its age. Key: <see cref="MessageId"/>, known here or not.
/// </summary>
/// <param name="MessageId">The message.</param>
/// <param name="Reason">Why, in the administrator's words: a case number, no persons' names.</param>
/// <param name="Since">Since when.</param>
public sealed record HoldRow(Guid MessageId, string Reason, DateTimeOffset Since);

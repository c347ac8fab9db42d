using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Retention;

/// <summary>One copy that is kept apart, for one recipient.</summary>
/// <param name="Id">The receipt that was given for it: Refused, or Relayed of what is held.</param>
/// <param name="Kind">Why it is kept apart.</param>
/// <param name="MessageId">The message, as its carrier says.</param>
/// <param name="Recipient">For whom.</param>
/// <param name="From">The peer that carried it.</param>
/// <param name="At">When it came to be here.</param>
/// <param name="Container">Digest of the octets.</param>
/// <param name="Blob">The octets; null: they are not here.</param>
/// <param name="Code">The reason of a refusal, or what kept the last verification from concluding; null: nothing did.</param>
/// <param name="Detail">Bare facts to it.</param>
/// <param name="Attempts">Verifications so far that were not concluded.</param>
/// <param name="NextAttemptAt">When the next is due; null: refused.</param>
/// <param name="PurgedAt">When the octets were purged.</param>
public sealed record QuarantineItem(
    Guid Id,
    QuarantineKind Kind,
    Guid MessageId,
    Guid Recipient,
    string From,
    DateTimeOffset At,
    DigestValue Container,
    string? Blob,
    string? Code,
    string? Detail,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? PurgedAt);

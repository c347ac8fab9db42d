using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Delivery.Retention;

namespace Sed.Exchange.Node.Json;

/// <summary>One copy that is kept apart.</summary>
public sealed record QuarantineItemDocument
{
    /// <summary>The receipt given for it: its id here.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>refused</c>, <c>held</c> or <c>parked</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The message, as its carrier says.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>For whom.</summary>
    public required PartyDocument Recipient { get; init; }

    /// <summary>The peer that carried it.</summary>
    public required string From { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Digest of the octets.</summary>
    public required string Container { get; init; }

    /// <summary><c>kept</c>, <c>purged</c> or <c>absent</c>: they were not kept again after a restore.</summary>
    public required string Octets { get; init; }

    /// <summary>When they were purged.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>Why it is refused, or what kept the last verification from concluding; null: nothing did.</summary>
    public string? Code { get; init; }

    /// <summary>Bare facts to it.</summary>
    public string? Seen { get; init; }

    /// <summary>What the code means.</summary>
    public string? Means { get; init; }

    /// <summary>What to do.</summary>
    public string? Do { get; init; }

    /// <summary>Verifications so far that were not concluded.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the next is due; null: it is refused.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Writes an item.</summary>
    public static QuarantineItemDocument Of(QuarantineItem item, ExchangeDirectory? directory, string language)
    {
        CodeText? text = item.Code is { } code && TextCatalogue.All(language).TryGetValue(code, out var found) ? found : null;
        return new QuarantineItemDocument
        {
            Id = item.Id,
            Kind = FindingDocument.NameOf(item.Kind),
            MessageId = item.MessageId,
            Recipient = PartyDocument.From(item.Recipient, directory),
            From = item.From,
            At = item.At,
            Container = item.Container.ToString(),
            Octets = item.Blob is not null ? "kept" : item.PurgedAt is not null ? "purged" : "absent",
            PurgedAt = item.PurgedAt,
            Code = item.Code,
            Seen = item.Detail,
            Means = text?.Means,
            Do = text?.Do,
            Attempts = item.Attempts,
            NextAttemptAt = item.NextAttemptAt,
        };
    }
}

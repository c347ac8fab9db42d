using Sed.Exchange.Delivery.Retention;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys of <c>retention</c>: how long things are kept.</summary>
internal static class RetentionKeys
{
    private static readonly RetentionOptions Retention = new();

    // A century: longer than any law asks, and no sum of dates runs over.
    private static readonly TimeSpan Longest = Days(36525);

    /// <summary>Octets.</summary>
    public static readonly ConfigurationKey<TimeSpan> Content = Time(
        "retention.content", RetentionOptions.ShortestContent, Longest, Retention.Content, "How long containers are kept after the last of their deliveries here ended, and after deliverBy; never purged are uncollected, owed and disputed ones. At least 14 days: a neighbour that lost its disk asks for them.");

    /// <summary>Metadata.</summary>
    public static readonly ConfigurationKey<TimeSpan> Metadata = Time(
        "retention.metadata", RetentionOptions.ShortestContent, Longest, Retention.Metadata, "How long subjects, references, reports, leases and gathered evidence of such messages are kept, and lines of the feed; at least as long as `retention.content`.");

    /// <summary>Tombstones.</summary>
    public static readonly ConfigurationKey<TimeSpan> Evidence = Time(
        "retention.evidence", RetentionOptions.ShortestContent, Longest, Retention.Evidence, "How long the tombstone is kept: ids, digest, states and receipts, by which a duplicate is answered and the delivery proven; at least as long as `retention.metadata`.");

    /// <summary>Refused copies.</summary>
    public static readonly ConfigurationKey<TimeSpan> Quarantine = Time(
        "retention.quarantine", RetentionOptions.ShortestContent, Longest, Retention.Quarantine, "How long the octets of refused copies are kept after the refusal; their receipts live as long as `retention.evidence`.");

    /// <summary>Every one of them, in the order of the documentation.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } = [Content, Metadata, Evidence, Quarantine];
}

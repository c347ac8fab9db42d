using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Restoring;

/// <summary>Octets that a restored node must keep, that its backup lacks, and that nobody gave back: an administrator hears of each letter.</summary>
internal static class LostOctets
{
    /// <summary>The blobs that the journal needs and the store does not have.</summary>
    public static async Task<IReadOnlySet<string>> FindAsync(GatewayParts parts, CancellationToken cancel)
    {
        // Asked first: what is let go meanwhile is asked about again where it is told.
        var lacking = await parts.Journal.ReadAsync(
            journal => journal.AllBlobs().Where(blob => blob.State == BlobIntentState.Committed).Select(blob => blob.Name).ToHashSet(StringComparer.Ordinal),
            cancel).ConfigureAwait(false);
        await foreach (var name in parts.Blobs.ListAsync(cancel).ConfigureAwait(false)) lacking.Remove(name);
        return lacking;
    }

    /// <summary>One alarm for each letter and each refused or held copy whose octets are lacking.</summary>
    public static IReadOnlyList<EventRow> Alarms(IJournalReader journal, IReadOnlySet<string> lacking, DateTimeOffset now)
    {
        if (lacking.Count == 0) return [];
        var containers = journal.AllContainers().Where(row => row.Remains == Remains.Everything).Select(row => (row.Blob, row.MessageId, Recipient: (Guid?)null));
        var refusals = journal.AllRefusals().Where(row => row.Blob is not null).Select(row => (Blob: row.Blob!, row.MessageId, Recipient: (Guid?)row.Recipient));
        var held = journal.AllHeld().Select(row => (row.Blob, row.MessageId, Recipient: (Guid?)row.Recipient));
        var found = containers.Concat(refusals).Concat(held).Where(row => lacking.Contains(row.Blob)).ToList();
        return
        [
            .. found.Where(row => journal.NeedsBlob(row.Blob)).Select(row => new EventRow
            {
                At = now,
                Kind = EventKinds.Alarm,
                MessageId = row.MessageId,
                Counterpart = row.Recipient,
                Detail = $"blob {row.Blob} is not in the backup, and no peer gave its octets back",
            }),
        ];
    }
}

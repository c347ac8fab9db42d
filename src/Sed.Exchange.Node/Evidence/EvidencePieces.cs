using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Evidence;

/// <summary>What the journal has for an evidence file: read in one consistent view, written without it.</summary>
internal sealed record EvidencePieces
{
    /// <summary>The container.</summary>
    public required ContainerRow Container { get; init; }

    /// <summary>The message with its timelines.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Receipts about the container, in the order of their times.</summary>
    public required IReadOnlyList<ReceiptRow> Receipts { get; init; }

    /// <summary>Stamps with tokens over the container or these receipts, and those that renew them, in the order of their tokens.</summary>
    public required IReadOnlyList<StampRow> Stamps { get; init; }

    /// <summary>Directories by which the receipts were issued, those that lead from one signer to the next, and the one in force, by serial.</summary>
    public required IReadOnlyList<DirectoryRow> Directories { get; init; }

    /// <summary>What was gathered about the container beside what was exchanged.</summary>
    public required CapturePieces Capture { get; init; }

    /// <summary>The directory in force, opened.</summary>
    public required ExchangeDirectory? InForce { get; init; }

    /// <summary>Gathers the pieces; null: this node does not know the message, or nothing of it may be shown.</summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="maySee">Which organisations the reader speaks for; null: every one.</param>
    /// <param name="now">Time of reading.</param>
    public static EvidencePieces? Gather(IJournalReader journal, Guid messageId, Func<Guid, bool>? maySee, DateTimeOffset now)
    {
        if (StatusView.Read(journal, messageId, now, maySee) is not { } status) return null;
        var container = status.Container;
        if (maySee is not null && !maySee(container.Sender))
        {
            status = status with { Deliveries = [.. status.Deliveries.Where(delivery => maySee(delivery.Delivery.Recipient))] };
            if (status.Deliveries.Count == 0) return null;
        }

        // Receipts about other octets under the same id (a damaged copy that was refused) prove nothing about this container.
        var recipients = status.Deliveries.Select(delivery => delivery.Delivery.Recipient).ToHashSet();
        var receipts = journal.ReceiptsOf(messageId)
            .Where(receipt => receipt.Counts && receipt.Container == container.Digest && recipients.Contains(receipt.Recipient))
            .OrderBy(receipt => receipt.IssuedAt)
            .ToList();
        var latest = journal.LatestDirectory();
        var directories = receipts
            .Select(receipt => ReceiptFile.OpenCryptoOnly(receipt.Bytes, now).Receipt?.DirectorySerial)
            .OfType<long>()
            .Distinct()
            .Select(journal.FindDirectory)
            .OfType<DirectoryRow>()
            .Concat(latest is null ? [] : [.. DirectoryLinks.Find(journal, latest, now), latest])
            .DistinctBy(row => row.Serial)
            .OrderBy(row => row.Serial)
            .ToList();
        return new EvidencePieces
        {
            Container = container,
            Status = status,
            Receipts = receipts,
            Stamps = StampsOf(journal, container, receipts),
            Directories = directories,
            Capture = CapturePieces.Gather(journal, container.Digest),
            InForce = latest is null ? null : DirectoryFile.OpenCryptoOnly(latest.Bytes, now).Directory,
        };
    }

    private static IReadOnlyList<StampRow> StampsOf(IJournalReader journal, ContainerRow container, IReadOnlyList<ReceiptRow> receipts)
    {
        var stamps = new Dictionary<Guid, StampRow>();
        foreach (var first in receipts.Select(receipt => journal.StampOf(receipt.ReceiptId)).Append(journal.StampOf(container.Digest)))
        {
            // Each is renewed by one at most: the way up ends.
            for (var stamp = first; stamp is { Token: not null } && stamps.TryAdd(stamp.StampId, stamp);)
                stamp = stamp.RenewedBy is { } later ? journal.FindStamp(later) : null;
        }

        return [.. stamps.Values.OrderBy(stamp => stamp.StampedAt).ThenBy(stamp => stamp.MadeAt)];
    }
}

using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Audit;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo;

/// <summary>
/// Breaks one promise in the files of stopped nodes, so that anybody can see that the audit sees it: an audit that cannot fail proves nothing.
/// </summary>
internal static class Sabotage
{
    // Long enough to be one receipt's alone, short enough to lie somewhere in one piece.
    private const int Piece = 48;

    /// <summary>Spoils what <paramref name="kind"/> names, about the message <paramref name="messageId"/>.</summary>
    public static async Task CommitAsync(SabotageKind kind, MadeRegion region, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        switch (kind)
        {
            case SabotageKind.None:
                return;
            case SabotageKind.Lose:
                await LoseAsync(region.Node(DemoRegion.TulaNode), messageId, tell, cancel);
                return;
            case SabotageKind.Double:
                await DoubleAsync(region.Node(DemoRegion.Efremov.Node), messageId, tell, cancel);
                return;
            case SabotageKind.Forge:
                await ForgeAsync(region.Node(DemoRegion.TulaNode), messageId, tell, cancel);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    // The bytes of a message that was answered 201 vanish from the origin's disk, as from a disk that lied about its sync.
    private static async Task LoseAsync(MadeNode node, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        using var journal = SqliteJournal.OpenReadOnly(RecordReader.JournalOf(node));
        var blob = await journal.ReadAsync(rows => rows.ContainersOf(messageId).Single().Blob, cancel);
        var blobs = RecordReader.BlobsOf(node);
        using var _ = blobs as IDisposable;
        await blobs.DeleteAsync(blob, cancel);
        tell.Bad($"диверсия: из хранилища {node.Id} стёрт контейнер {blob}", $"sabotage: container {blob} is deleted from the store of {node.Id}");
    }

    // The message lies in the mailbox a second time, as at a node that forgot what it had received. The journal refuses a second row under the
    // key that dedupes, whoever writes it; so the second one names another sender.
    private static async Task DoubleAsync(MadeNode node, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        await using var journal = SqliteJournal.Open(RecordReader.JournalOf(node));
        var second = Guid.CreateVersion7();
        await journal.CommitAsync(
            rows =>
            {
                var first = rows.DeliveriesOf(messageId).Single(delivery => delivery.Lane == Lane.In);
                rows.Add(first with
                {
                    DeliveryId = second,
                    Sender = DemoRegion.ProvingStand.Id,
                    State = DeliveryState.Waiting,
                    LeaseId = null,
                    LeasedUntil = null,
                    PerhapsSeen = false,
                    Version = 0,
                });
                rows.Append(new EventRow
                {
                    At = first.CreatedAt,
                    Kind = EventKinds.Arrived,
                    Organisation = first.Recipient,
                    MessageId = messageId,
                    DeliveryId = second,
                    Counterpart = first.Sender,
                });
                return true;
            },
            cancel);
        tell.Bad($"диверсия: в ящик {node.Id} сообщение положено второй раз", $"sabotage: the message is put into the mailbox of {node.Id} a second time");
    }

    // One bit of the proof of delivery that the origin holds, past the journal: an editor on the file, or a disk that lies.
    private static async Task ForgeAsync(MadeNode node, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        var path = RecordReader.JournalOf(node);
        IReadOnlyList<ReceiptRow> receipts;
        await using (var journal = SqliteJournal.Open(path)) receipts = await journal.ReadAsync(rows => rows.AllReceipts().ToList(), cancel);
        var genuine = receipts.Single(row =>
            row.MessageId == messageId && row.Kind == ReceiptKind.Delivered && row.Recipient == DemoRegion.Efremov.Id);

        // The last one to close the journal has folded everything into the one file; a long value lies there in pieces.
        var file = await File.ReadAllBytesAsync(path, cancel);
        var text = genuine.Bytes.AsSpan().IndexOf("<receipt"u8);
        if (text < 0) throw new DemoException($"The receipt {genuine.ReceiptId} has no text to change.");
        var piece = Enumerable.Range(text, genuine.Bytes.Length - text - Piece)
            .Select(offset => genuine.Bytes.AsMemory(offset, Piece))
            .FirstOrDefault(part => receipts.All(row => row == genuine || row.Bytes.AsSpan().IndexOf(part.Span) < 0) && file.AsSpan().IndexOf(part.Span) >= 0);
        if (piece.IsEmpty) throw new DemoException($"The receipt {genuine.ReceiptId} was not found in {path}.");

        // Pages that were split leave stale copies behind: all of them.
        for (int at; (at = file.AsSpan().IndexOf(piece.Span)) >= 0;) file[at + (Piece / 2)] ^= 1;
        await File.WriteAllBytesAsync(path, file, cancel);
        tell.Bad(
            $"диверсия: в квитанции Delivered {genuine.ReceiptId} на диске {node.Id} изменён один бит",
            $"sabotage: one bit of the Delivered receipt {genuine.ReceiptId} on the disk of {node.Id} is changed");
    }
}

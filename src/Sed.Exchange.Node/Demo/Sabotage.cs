using Microsoft.Data.Sqlite;
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
                await ForgeAsync(region, messageId, tell, cancel);
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
        File.Delete(Directory.EnumerateFiles(RecordReader.BlobsOf(node), blob, SearchOption.AllDirectories).Single());
        tell.Bad($"диверсия: с диска {node.Id} стёрт контейнер {blob}", $"sabotage: container {blob} is deleted from the disk of {node.Id}");
    }

    // The message lies in the mailbox a second time under another delivery id, as without the key that dedupes; the key has to be dropped first.
    private static async Task DoubleAsync(MadeNode node, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        Execute(node, "DROP INDEX deliveries_by_key");
        await using var journal = SqliteJournal.Open(RecordReader.JournalOf(node));
        var second = Guid.CreateVersion7();
        await journal.CommitAsync(
            rows =>
            {
                var first = rows.DeliveriesOf(messageId).Single(delivery => delivery.Lane == Lane.In);
                rows.Add(first with { DeliveryId = second, State = DeliveryState.Waiting, LeaseId = null, LeasedUntil = null, PerhapsSeen = false, Version = 0 });
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

    // The proof of delivery at the origin is replaced by one that says the same, signed by a node that may not say it.
    private static async Task ForgeAsync(MadeRegion region, Guid messageId, Narrator tell, CancellationToken cancel)
    {
        var node = region.Node(DemoRegion.TulaNode);
        using var journal = SqliteJournal.OpenReadOnly(RecordReader.JournalOf(node));
        var genuine = await journal.ReadAsync(
            rows => rows.ReceiptsOf(messageId).Single(row => row.Kind == ReceiptKind.Delivered && row.Recipient == DemoRegion.Efremov.Id), cancel);
        var statement = ReceiptFile.Open(genuine.Bytes, region.Directory, genuine.IssuedAt).Receipt!;
        var forged = ReceiptFile.Write(statement, region.Node(DemoRegion.ProvingNode).Receipts.Open());
        Execute(node, "UPDATE receipts SET bytes = $bytes WHERE receipt_id = $id", ("$bytes", forged), ("$id", genuine.ReceiptId.ToString()));
        tell.Bad(
            $"диверсия: квитанция Delivered {genuine.ReceiptId} у {node.Id} подменена, подписана чужим ключом",
            $"sabotage: the Delivered receipt {genuine.ReceiptId} at {node.Id} is replaced, signed with another node's key");
    }

    private static void Execute(MadeNode node, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = RecordReader.JournalOf(node), Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        if (command.ExecuteNonQuery() == 0 && parameters.Length > 0) throw new DemoException($"The sabotage found nothing to spoil: {sql}");
    }
}

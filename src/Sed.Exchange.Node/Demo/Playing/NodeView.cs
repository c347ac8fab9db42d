using System.Text.Json;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Region;
using InboxItem = Sed.Exchange.Client.InboxItem;
using MessageStatus = Sed.Exchange.Client.MessageStatus;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>What a node's administrator sees beside the running node, as <c>sedx status</c> and <c>sedx evidence</c> do: for installations that cannot ask.</summary>
internal sealed class NodeView(MadeNode node, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The status of a message.</summary>
    public async Task<MessageStatus> StatusAsync(Guid messageId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var document = await ReadAsync(
            journal => StatusView.Read(journal, messageId, now) is { } status
                ? StatusDocument.From(status, NodeStore.DirectoryInForce(journal, now), null, ControlView.Summarise(journal, status.Container, null, now))
                : null,
            cancel);
        return document is null
            ? throw new DemoException($"{node.Id} does not know message {messageId}.")
            : JsonSerializer.Deserialize<MessageStatus>(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Compact), Web)!;
    }

    /// <summary>The tasks of a message, as an organisation of the node knows them.</summary>
    public async Task<Client.ControlPage> ControlAsync(Guid messageId, Guid organisation, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var query = new ControlQuery { Organisations = [organisation], MessageId = messageId };
        var document = await ReadAsync(
            journal => ControlDocument.From(ControlView.Read(journal, query, null, 100, now), NodeStore.DirectoryInForce(journal, now), now, withContent: true), cancel);
        return JsonSerializer.Deserialize<Client.ControlPage>(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Compact), Web)!;
    }

    /// <summary>What the node took under the name of a pair.</summary>
    public async Task<Submitted> SubmittedAsync(string name, CancellationToken cancel) => await ReadAsync(
        journal => journal.ContainersByClientReference(name, null) is [var container, ..]
            ? new Submitted
            {
                MessageId = container.MessageId,
                ClientReference = name,
                ContainerDigest = container.Digest.ToString(),
                SentAt = container.SentAt,
                DeliverBy = container.DeliverBy,
                Deliveries = [.. journal.DeliveriesOf(container.MessageId).Where(row => row.Lane == Lane.Out).Select(row => new SubmittedDelivery
                {
                    DeliveryId = row.DeliveryId,
                    Recipient = new Party(row.Recipient, null),
                    ReceiptId = journal.ReceiptsOf(row.MessageId, row.Recipient).First(receipt => receipt.Kind == ReceiptKind.Accepted).ReceiptId,
                })],
            }
            : null,
        cancel) ?? throw new DemoException($"The pair {name} left the outbox, but {node.Id} has no message of it.");

    /// <summary>The delivery that a message in an input stands for.</summary>
    public async Task<InboxItem> ItemAsync(Guid messageId, PlannedOrganisation recipient, CancellationToken cancel) => await ReadAsync(
        journal => Find(journal, messageId, recipient.Id) is { } delivery
            ? new InboxItem { DeliveryId = delivery.DeliveryId, MessageId = messageId, Sender = new Party(delivery.Sender, null), Recipient = new Party(recipient.Id, recipient.ShortName) }
            : null,
        cancel) ?? throw new DemoException($"{node.Id} laid message {messageId} into an input, but has no such delivery.");

    /// <summary>Waits for the receipt that says that a message was taken.</summary>
    public async Task<Guid> CollectedAsync(Guid messageId, Guid recipient, TimeSpan patience, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var receipt = await ReadAsync(journal => journal.ReceiptsOf(messageId, recipient).FirstOrDefault(row => row.Kind == ReceiptKind.Collected && row.IssuerNode == node.Id), cancel);
            if (receipt is not null) return receipt.ReceiptId;
            if (time.GetElapsedTime(began) > patience) throw new DemoException($"{node.Id} did not say Collected of {messageId} within {patience.TotalSeconds:0} s.");
            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>Saves the evidence of a message.</summary>
    public Task SaveEvidenceAsync(Guid messageId, string file, CancellationToken cancel) =>
        SedxCommand.RunAsync(["evidence", messageId.ToString(), "--config", node.ConfigFile, "--out", file], cancel);

    private static DeliveryRow? Find(IJournalReader journal, Guid messageId, Guid recipient) =>
        journal.DeliveriesOf(messageId).FirstOrDefault(row => row.Lane == Lane.In && row.Recipient == recipient);

    private async Task<T> ReadAsync<T>(Func<IJournalReader, T> read, CancellationToken cancel)
    {
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(node.DataFolder, "journal.db"));
        return await journal.ReadAsync(read, cancel);
    }
}

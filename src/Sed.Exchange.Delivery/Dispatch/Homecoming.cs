using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Puts into mailboxes of this node what it holds to send, since the recipient has moved here: judged as if the last peer had brought it now, with
/// Delivered said in the same commit that ends its way.
/// </summary>
internal sealed class Homecoming(GatewayParts parts, DirectoryKeeper directory, ArrivalJudge judge, ReceiptLedger ledger, Pulse mail)
{
    private readonly ILogger _logger = parts.Logging.CreateLogger<Homecoming>();

    /// <summary>Ends the way of one container for these recipients.</summary>
    /// <returns>Why not now; null: done, or the directory has changed again.</returns>
    public async Task<Problem?> EnterAsync(List<DeliveryRow> deliveries, ContainerRow container, CancellationToken cancel)
    {
        var carriage = new Carriage(
            deliveries[0].PreviousHop ?? parts.Identity.NodeId, container.MessageId, container.Sender, container.Path, directory.Current.Serial);
        OpenedContainer opened;
        Arrival? arrival;
        try
        {
            (opened, arrival, var isDamaged) = await judge.ExamineStoredAsync(
                container.Blob, container.Digest, carriage, [.. deliveries.Select(delivery => delivery.Recipient)], cancel).ConfigureAwait(false);
            if (isDamaged) return new Problem(PeerCodes.BlobUnreadable, $"blob {container.Blob} has changed on the disk");
        }
        catch (BlobException unreadable)
        {
            return new Problem(PeerCodes.BlobUnreadable, unreadable.Message) { RetryAfter = unreadable.IsTransient ? TimeSpan.FromSeconds(30) : null };
        }

        foreach (var delivery in deliveries)
        {
            var (disposition, problem) = judge.Decide(
                carriage, opened, arrival, delivery.Recipient, _ => throw new InvalidOperationException("What ends here is not relayed."), mayRelay: false);
            if (problem is not null) return problem;
            // As at the door: another one of its sender's may lie in the mailbox under its id, or its Delivered have been said in a life that is forgotten.
            if (arrival is not null && disposition is not null)
                disposition = (await judge.ReviseAsync(arrival, [disposition], cancel).ConfigureAwait(false)).GetValueOrDefault(delivery.Recipient, disposition);
            if (disposition is not null) await CommitAsync(delivery, container, arrival, carriage, disposition, cancel).ConfigureAwait(false);
        }

        return null;
    }

    private async Task CommitAsync(
        DeliveryRow delivery, ContainerRow container, Arrival? arrival, Carriage carriage, Disposition disposition, CancellationToken cancel)
    {
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        var ended = await parts.Journal.CommitAsync(
            journal =>
            {
                if (journal.FindDelivery(delivery.DeliveryId) is not { State: DeliveryState.Queued } queued) return false;
                if (journal.FindDelivery(Lane.In, delivery.Sender, delivery.MessageId, delivery.Recipient) is { } inbound
                    && (inbound.Container == container.Digest || disposition is Disposition.ToMailbox))
                {
                    // Another peer was faster.
                    if (inbound.Container == container.Digest && journal.FindReceipt(inbound.DeliveryId) is { } proof) ledger.EndHere(journal, proof, container, directory.Current, now);
                    return false;
                }

                if (disposition is Disposition.ToMailbox)
                {
                    var entry = new ArrivalEntry(parts, directory.Current, judge, ledger, journal, carriage, arrival, container.Blob, now);
                    entry.Add(disposition);
                    entry.Complete();
                    return true;
                }

                if (queued.Lane == Lane.Out) ReceiptLedger.EnterOwn(journal, disposition.Receipt, queued, now, parts.Options);
                else ReceiptLedger.EnterOwnRelay(journal, disposition.Receipt, queued, now, parts.Options);
                ledger.Owe(journal, disposition.Receipt, delivery.Sender, container.OriginNode, queued.PreviousHop, directory.Current, now);
                return true;
            },
            cancel).ConfigureAwait(false);
        if (!ended) return;
        Log.CameHome(_logger, delivery.MessageId, delivery.Recipient, disposition.Receipt.Kind.ToString(), directory.Current.Serial);
        if (disposition.Receipt.Kind == ReceiptKind.Delivered) mail.Beat();
    }
}

using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>Asks a peer for the receipts it has about a delivery (<c>GET /exchange/v1/deliveries</c>) and enters what is new: how a lost answer is recovered.</summary>
internal sealed class ProofQuestion(GatewayParts parts, ReceiptIntake intake, Func<string, PeerLane> lanes)
{
    /// <summary>More than this is not said of one delivery; each costs a signature, and one by a newer directory a question.</summary>
    private const int MostReceipts = 32;

    private readonly ILogger _logger = parts.Logging.CreateLogger<ProofQuestion>();

    /// <summary>
    /// Asks peers side by side, each about one delivery after the other. One that does not answer is not asked about the rest: each would cost a timeout. One that
    /// answers slowly may be asked for so long only, where others' proofs wait for it.
    /// </summary>
    /// <param name="questions">Whom about what.</param>
    /// <param name="within">After how long no further question is asked; null: each is asked.</param>
    /// <param name="cancel">Stops asking.</param>
    /// <returns>The deliveries that a slow peer was not asked about.</returns>
    public async Task<IReadOnlySet<Guid>> AskAllAsync(IEnumerable<(NodeEntry Peer, DeliveryRow Delivery)> questions, TimeSpan? within, CancellationToken cancel)
    {
        var began = parts.Time.GetTimestamp();
        var left = await Task.WhenAll(questions.GroupBy(item => item.Peer.Id, StringComparer.Ordinal).Select(async peer =>
        {
            var unasked = new Queue<(NodeEntry Peer, DeliveryRow Delivery)>(peer);
            while (unasked.TryPeek(out var next) && (within is null || parts.Time.GetElapsedTime(began) < within))
            {
                if (!await AskAsync(next.Peer, next.Delivery, cancel).ConfigureAwait(false)) return [];
                unasked.Dequeue();
            }

            return unasked;
        })).ConfigureAwait(false);
        return left.SelectMany(unasked => unasked).Select(item => item.Delivery.DeliveryId).ToHashSet();
    }

    // False: the peer does not answer.
    private async Task<bool> AskAsync(NodeEntry peer, DeliveryRow delivery, CancellationToken cancel)
    {
        var lane = lanes(peer.Id);
        if (lane.PausedUntil > parts.Time.GetUtcNow()) return false;
        var answer = await lane.AttemptAsync(
            parts.Options.AttemptTimeout,
            token => parts.Peers.FetchReceiptsAsync(peer, delivery.MessageId, delivery.Recipient, delivery.Container, token),
            cancel).ConfigureAwait(false);
        if (answer is not PeerAnswer.Answered answered)
        {
            Log.ProofNotTold(_logger, delivery.MessageId, delivery.Recipient, peer.Id, answer?.Failure?.Code ?? "-");
            return answer is PeerAnswer.Rejected;
        }

        var known = await parts.Journal.ReadAsync(
            journal => journal.ReceiptsOf(delivery.MessageId, delivery.Recipient), cancel).ConfigureAwait(false);
        var news = new List<(Receipt Receipt, byte[] File)>();

        // A witness tells all it has each time; what is here was proven when it came.
        foreach (var file in answered.Receipts.Where(file => !known.Any(row => row.Bytes.AsSpan().SequenceEqual(file))).Take(MostReceipts))
        {
            var (receipt, _) = await intake.OpenAsync(peer.Id, file, cancel).ConfigureAwait(false);
            if (receipt is not null && receipt.MessageId == delivery.MessageId && receipt.Recipient == delivery.Recipient
                && receipt.Container == delivery.Container && known.All(row => row.ReceiptId != receipt.ReceiptId))
                news.Add((receipt, file));
        }

        if (news.Count > 0) await intake.EnterAsync(peer.Id, news, cancel).ConfigureAwait(false);
        Log.ProofAsked(_logger, delivery.MessageId, delivery.Recipient, peer.Id, news.Count);
        return true;
    }
}

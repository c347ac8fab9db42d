using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// The door for peers that were restored: <c>GET /exchange/v1/exchanged</c> and <c>GET /exchange/v1/containers/{digest}</c>. Tells a node what it and
/// this one exchanged, and gives back the octets. Open while this node is being restored itself: two of them would wait for each other for ever.
/// </summary>
public sealed class Recollection
{
    private const int PageDeliveries = 50;
    private const int Rows = 200;

    /// <summary>Receipts looked at for one page.</summary>
    private const int PageRows = 2000;

    /// <summary>Octets of receipts after which a page ends: it is read whole into memory, and one receipt may have half a megabyte.</summary>
    private const long PageOctets = 4 * 1024 * 1024;

    private readonly GatewayParts _parts;
    private readonly DirectoryKeeper _directory;

    internal Recollection(GatewayParts parts, DirectoryKeeper directory) => (_parts, _directory) = (parts, directory);

    /// <summary>Deliveries exchanged with a peer whose receipts became durable here at or after a time.</summary>
    /// <param name="peer">Node id proven by the TLS certificate.</param>
    /// <param name="since">By the peer's clock; it allows for the difference.</param>
    /// <param name="after">0, or <see cref="ExchangedPage.Next"/> of the page before.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<ExchangedPage> ListAsync(string peer, DateTimeOffset since, long after, CancellationToken cancel)
    {
        var directory = _directory.Current;
        return _parts.Journal.ReadAsync(journal => Read(journal, directory, peer, since, after), cancel);
    }

    /// <summary>The receipts held about a delivery that concerns the peer, or of which it holds the container: how a lost answer is recovered.</summary>
    /// <param name="peer">Node id proven by the TLS certificate.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="recipient">For whom.</param>
    /// <param name="container">The digest of the container, which nobody can guess who has not had it in hands (docs/decisions/0031); null: the peer names none.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<IReadOnlyList<ReceiptRow>> ReceiptsOfAsync(string peer, Guid messageId, Guid recipient, DigestValue? container, CancellationToken cancel)
    {
        var directory = _directory.Current;
        return _parts.Journal.ReadAsync<IReadOnlyList<ReceiptRow>>(
            journal =>
            {
                // By container: another organisation may have given its message the same id.
                var containers = journal.DeliveriesOf(messageId)
                    .Where(delivery => delivery.Recipient == recipient && (delivery.Container == container || Concerns(delivery, peer, directory)))
                    .Select(delivery => delivery.Container)
                    .ToHashSet();
                return [.. journal.ReceiptsOf(messageId, recipient).Where(receipt => containers.Contains(receipt.Container))];
            },
            cancel);
    }

    /// <summary>The octets of a container that concerns the peer; null: there is none.</summary>
    /// <exception cref="BlobException">They cannot be read.</exception>
    public async Task<Stream?> OpenContainerAsync(string peer, DigestValue digest, CancellationToken cancel)
    {
        var directory = _directory.Current;
        var blob = await _parts.Journal.ReadAsync(
            journal => journal.FindContainer(digest) is { Remains: Remains.Everything } container
                && journal.DeliveriesOf(container.MessageId).Any(delivery => delivery.Container == digest && Concerns(delivery, peer, directory))
                    ? container.Blob
                    : journal.HeldOf(digest).FirstOrDefault(held => held.From == peer)?.Blob,
            cancel).ConfigureAwait(false);
        return blob is null ? null : await _parts.Blobs.OpenAsync(blob, cancel).ConfigureAwait(false);
    }

    /// <summary>True for the nodes of a delivery: its hops here, its sender's and its recipient's. The others learn nothing, not even that it exists.</summary>
    private static bool Concerns(DeliveryRow delivery, string peer, ExchangeDirectory directory) =>
        delivery.PreviousHop == peer
        || delivery.NextHop == peer
        || directory.FindOrganisation(delivery.Sender)?.Node == peer
        || directory.FindOrganisation(delivery.Recipient)?.Node == peer;

    private static ExchangedPage Read(IJournalReader journal, ExchangeDirectory directory, string peer, DateTimeOffset since, long after)
    {
        // By a clock that was set back once, receipts look older than they are; telling more than was asked costs nothing.
        var behind = journal.Clock()?.Behind ?? TimeSpan.Zero;
        since = since - DateTimeOffset.MinValue > behind ? since - behind : DateTimeOffset.MinValue;

        // Whatever was exchanged left a receipt, so receipts in their order find every delivery. A page ends when it is full or when enough was looked at,
        // with nothing in it perhaps: a view of the journal is not held for as long as a peer's question takes, and who asks has not for ever.
        var told = new Dictionary<(Guid, Guid, DigestValue), ExchangedDelivery>();
        var deliveries = new Dictionary<Guid, ILookup<Guid, DeliveryRow>>();
        var (looked, octets) = (0, 0L);
        while (true)
        {
            var rows = journal.ReceiptsExchanged(peer, since, after, Rows);
            foreach (var (number, receipt, wasHanded) in rows)
            {
                after = number;
                var key = (receipt.MessageId, receipt.Recipient, receipt.Container);
                if (told.TryGetValue(key, out var known))
                {
                    if (!known.IsReceiptsAlone || (!wasHanded && receipt.IssuerNode != peer)) continue;
                    if (known.Receipts.Count == ExchangedDelivery.MostReceipts) return new ExchangedPage([.. told.Values], number - 1);
                    told[key] = known with { Receipts = [.. known.Receipts, receipt.Bytes] };
                    octets += receipt.Bytes.Length;
                }
                else
                {
                    // A letter may have a thousand recipients: its deliveries are read once.
                    if (!deliveries.TryGetValue(receipt.MessageId, out var all))
                        deliveries[receipt.MessageId] = all = journal.DeliveriesOf(receipt.MessageId).ToLookup(row => row.Recipient);

                    // Receipts may go by another way than their container came. What the peer had said and this node only passed on, it may have told nobody
                    // else; what was handed to it to be passed on, nobody else has to pass on.
                    var delivery = Tell(journal, all[receipt.Recipient], directory, peer, receipt) ?? (wasHanded || receipt.IssuerNode == peer ? Alone(receipt) : null);
                    if (delivery is null) continue;
                    told.Add(key, delivery);
                    octets += delivery.Receipts.Sum(file => (long)file.Length);
                }

                if (told.Count == PageDeliveries || octets >= PageOctets) return new ExchangedPage([.. told.Values], after);
            }

            if (rows.Count < Rows) return new ExchangedPage([.. told.Values], null);
            looked += rows.Count;
            if (looked >= PageRows) return new ExchangedPage([.. told.Values], after);
        }
    }

    private static ExchangedDelivery? Tell(IJournalReader journal, IEnumerable<DeliveryRow> deliveries, ExchangeDirectory directory, string peer, ReceiptRow receipt)
    {
        var delivery = deliveries.FirstOrDefault(row => row.Container == receipt.Container && Concerns(row, peer, directory));
        var isRefusal = delivery is null
            && receipt.Kind == ReceiptKind.Refused
            && journal.FindRefusal(receipt.Container, receipt.Recipient)?.From == peer;
        if (delivery is null && !isRefusal)
        {
            // Taken from the peer and not verified yet: it answers for it no more, and if it has forgotten even that it is its own, only this node can say so.
            return journal.FindHeld(receipt.Container, receipt.Recipient) is { } held && held.From == peer && held.MessageId == receipt.MessageId
                ? new ExchangedDelivery(receipt.MessageId, receipt.Recipient, receipt.Container, held.Length, ExchangedHop.Next, held.Path, ReceiptsOf(journal, receipt))
                : null;
        }

        var container = journal.FindContainer(receipt.Container);
        return new ExchangedDelivery(
            receipt.MessageId,
            receipt.Recipient,
            receipt.Container,
            delivery is not null && container is { Remains: Remains.Everything } ? container.Length : null,
            delivery is null || delivery.PreviousHop == peer ? ExchangedHop.Next : delivery.NextHop == peer ? ExchangedHop.Previous : ExchangedHop.None,
            container?.Path ?? [],
            ReceiptsOf(journal, receipt));
    }

    private static IReadOnlyList<byte[]> ReceiptsOf(IJournalReader journal, ReceiptRow receipt) =>
        [.. journal.ReceiptsOf(receipt.MessageId, receipt.Recipient)
            .Where(row => row.Container == receipt.Container)
            .OrderByDescending(row => row.Counts)
            .Take(ExchangedDelivery.MostReceipts)
            .Select(row => row.Bytes)];

    /// <summary>A receipt without its delivery, which is no business of the peer or of this node.</summary>
    private static ExchangedDelivery Alone(ReceiptRow receipt) => new(
        receipt.MessageId, receipt.Recipient, receipt.Container, Length: null, ExchangedHop.None, Path: [], [receipt.Bytes]);
}

using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Peers;

/// <summary>
/// Talks to other nodes (DESIGN section 5). One call is one attempt, without retries of its own: retries live in the Dispatch folder.
/// What a broken attempt left at the peer, the next one may build on. Every failure of the peer or the wire is an answer, never an exception;
/// only cancellation throws, and a <see cref="Blobs.BlobException"/> of the container that is sent.
/// </summary>
public interface IPeerLink
{
    /// <summary><c>POST /exchange/v1/containers</c>; large ones in pieces before it, under <c>/exchange/v1/uploads</c>.</summary>
    Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel);

    /// <summary><c>POST /exchange/v1/receipts</c>. An answer without receipts means: durable there and owed onward.</summary>
    Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel);

    /// <summary><c>GET /exchange/v1/deliveries/{messageId}/{recipient}?container={digest}</c>: the receipts the peer has.</summary>
    Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, DigestValue container, CancellationToken cancel);

    /// <summary><c>GET /exchange/v1/exchanged</c>: a page of what the peer exchanged with this node since a time; <see cref="PeerAnswer.Exchanged"/>.</summary>
    Task<PeerAnswer> FetchExchangedAsync(NodeEntry peer, DateTimeOffset since, long after, CancellationToken cancel);

    /// <summary><c>GET /exchange/v1/about</c>: the peer's clock and directory; <see cref="PeerAnswer.About"/>.</summary>
    Task<PeerAnswer> FetchAboutAsync(NodeEntry peer, CancellationToken cancel);

    /// <summary>
    /// <c>GET /exchange/v1/containers/{digest}</c>: the octets, written to <paramref name="to"/> as they come and not verified. An answer without receipts
    /// means: all <paramref name="length"/> of them; after any other, what was written is worth nothing.
    /// </summary>
    Task<PeerAnswer> FetchContainerAsync(NodeEntry peer, DigestValue digest, Stream to, long length, CancellationToken cancel);

    /// <summary>
    /// <c>GET /exchange/v1/directory?after=…</c>: of the directories that the peer has kept the next one above a serial; null when it has none, or it
    /// could not be had. An older peer answers with its latest.
    /// </summary>
    Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, long after, CancellationToken cancel);

    /// <summary><c>POST /exchange/v1/directory</c>: for a peer that cannot fetch it. An answer without receipts means: it has this one or a newer one.</summary>
    Task<PeerAnswer> OfferDirectoryAsync(NodeEntry peer, byte[] file, CancellationToken cancel);
}

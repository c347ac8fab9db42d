using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Peers;

/// <summary>
/// One delivery that a peer exchanged with this node, as the peer tells it to a node that was restored. Advisory, but for the receipts, which are
/// signed, and the container's digest, to which the octets are held.
/// </summary>
/// <param name="MessageId">The message.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="Container">The container.</param>
/// <param name="Length">Octets; null: the peer does not have them.</param>
/// <param name="Hop">What the peer was to this node.</param>
/// <param name="Path">Node ids the container had passed when it came to the peer.</param>
/// <param name="Receipts">Every receipt that the peer holds about it, unverified, as they came.</param>
public sealed record ExchangedDelivery(
    Guid MessageId,
    Guid Recipient,
    DigestValue Container,
    long? Length,
    ExchangedHop Hop,
    IReadOnlyList<string> Path,
    IReadOnlyList<byte[]> Receipts)
{
    /// <summary>As many receipts of one delivery are told at most, those that count first: nodes that lie about it must not make a page that nobody reads.</summary>
    public const int MostReceipts = 64;

    /// <summary>True: the peer knows only receipts of it, which this node had said or had been handed to pass on.</summary>
    public bool IsReceiptsAlone => Hop == ExchangedHop.None && Length is null && Path.Count == 0;
}

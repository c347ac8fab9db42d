namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// What the node remembers, beside the message itself, about laying it into an input. It lies on the same disk as the message on purpose: a share that
/// was emptied or exchanged takes the note with it, and then nothing that is gone passes for collected.
/// </summary>
/// <param name="Name">
/// The name in the input: the message's id. Ids are chosen by senders: a second message under an id that lies there already is named by its digest.
/// </param>
/// <param name="MessageId">The message.</param>
/// <param name="Container">Digest of its container.</param>
/// <param name="IsOffered">
/// False: it is being made ready and nobody was shown anything. True: written before the last rename, so that whatever is gone afterwards was shown.
/// </param>
/// <param name="At">When the note was written.</param>
/// <param name="Deliveries">One for each organisation of the installation that it is for.</param>
internal sealed record OfferNote(Guid Name, Guid MessageId, string Container, bool IsOffered, DateTimeOffset At, IReadOnlyList<OfferedDelivery> Deliveries)
{
    /// <summary>The same with these leases, in place of older ones of the same deliveries.</summary>
    public OfferNote Holding(IReadOnlyList<OfferedDelivery> held) => this with
    {
        Deliveries = [.. Deliveries.Where(known => held.All(leased => leased.DeliveryId != known.DeliveryId)), .. held],
    };
}

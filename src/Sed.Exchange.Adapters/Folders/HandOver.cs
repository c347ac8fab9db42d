using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// Lays one message into an input, in the order that any death survives: note "being made ready", files and envelope synced, note "offered" synced,
/// and only then the renames that show it. Before the second note nobody saw anything, and all begins anew; after it, the renames go on.
/// </summary>
internal sealed class HandOver(FolderPlace place, Gateway gateway, TimeProvider time, ILogger log)
{
    /// <summary>Lays it, or goes on where an earlier process died.</summary>
    /// <returns>False: there is nothing to lay any more.</returns>
    /// <exception cref="IOException">The input does not take it now.</exception>
    /// <exception cref="Delivery.Blobs.BlobException">The container cannot be read.</exception>
    public async Task<bool> LayAsync(Offer offer, CancellationToken cancel)
    {
        var shelf = offer.Shelf;
        if (!offer.Note.IsOffered)
        {
            var delivery = offer.Note.Deliveries[0].DeliveryId;
            if (await gateway.Mailbox.FindAsync(place.Organisations, delivery, cancel) is not { } item
                || item.Delivery.State is DeliveryState.Collected or DeliveryState.Declined)
            {
                return false;
            }

            // 1. What is about to lie there, and for whom.
            shelf.Put(offer.Note);

            // 2. The message itself.
            try
            {
                await StageAsync(offer, item, delivery, cancel);
            }
            catch
            {
                // What does not fit must not keep the disk full on which others would.
                shelf.TryClear(offer.Name);
                throw;
            }

            // 3. The point of no return: whatever is missing after it was taken.
            var offered = offer.Note with { IsOffered = true, At = time.GetUtcNow() };
            shelf.Put(offered);
            offer.Note = offered;
        }

        // 4. Shown; a process that died in between left the envelope for us to move.
        if (shelf.IsStaged(offer.Name))
        {
            shelf.Show(offer.Name);
            Log.Offered(log, offer.MessageId, shelf.Input);
        }

        offer.IsShown = true;
        return true;
    }

    private async Task StageAsync(Offer offer, MailboxItem item, Guid delivery, CancellationToken cancel)
    {
        var shelf = offer.Shelf;
        await using var content = await gateway.Mailbox.OpenAsync(place.Organisations, delivery, cancel)
            ?? throw new InvalidOperationException($"Delivery {delivery} was there a moment ago.");
        var files = content.Container.Envelope!.Files;
        var names = files.Select(file => file.Name).ToList();
        var onDisk = InstalledNames.For(names);
        var folder = shelf.BeginStaging(offer.Name);
        shelf.DemandRoom(files.Sum(file => file.Size));
        for (var index = 0; index < names.Count; index++)
        {
            await using var octets = content.Container.OpenFile(index);
            await shelf.WriteAsync(Path.Combine(folder, onDisk[index]), octets, cancel);
        }

        if (InstalledNames.ListOf(names, onDisk) is { } list)
        {
            Log.NamesReplaced(log, offer.MessageId, names.Zip(onDisk).Count(pair => pair.First != pair.Second));
            await shelf.WriteAsync(Path.Combine(folder, InstalledNames.ListName), new MemoryStream(list), cancel);
        }

        shelf.FinishStaging(offer.Name, TransportEnvelope.Of(OfferShelf.NameOf(offer.Name), item, content.Container, gateway.Directory.Current, place.Address));
    }
}

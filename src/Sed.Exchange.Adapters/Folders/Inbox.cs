using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The way from the node to an installation: leases what waits, lays it into the input for documents or reports, and says Collected when it is gone
/// from there. Gone is: the <c>.env</c> and the folder are no longer in the input, and the note that they were laid there still is; a folder that
/// outlives its <c>.env</c> longer than the patience counts as gone too, because nobody finds it any more.
/// </summary>
internal sealed class Inbox
{
    private const int LeasedAtOnce = 20;
    private const int RenewedAtOnce = 500;

    private static readonly TimeSpan RetryInput = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDamaged = TimeSpan.FromHours(1);

    private readonly FolderPlace _place;
    private readonly FolderOptions _options;
    private readonly Gateway _gateway;
    private readonly HandOver _handOver;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RareLog _rare;
    private readonly OfferShelf _documents;
    private readonly OfferShelf _reports;
    private readonly HashSet<OfferShelf> _resumed = [];
    private readonly Dictionary<Guid, Offer> _offers = [];
    private long _pausedUntil;
    private long _nextRenewal;

    /// <summary>Opens it.</summary>
    public Inbox(FolderPlace place, FolderOptions options, Gateway gateway, TimeProvider time, ILogger log)
    {
        (_place, _options, _gateway, _time, _log) = (place, options, gateway, time, log);
        (_documents, _reports) = (new OfferShelf(place.Documents), new OfferShelf(place.Reports));
        _handOver = new HandOver(place, gateway, time, log);
        _rare = new RareLog(time, options.Warn);
        _pausedUntil = time.GetTimestamp();
        _nextRenewal = After(_pausedUntil, options.Lease / 3);
    }

    /// <summary>Looks once.</summary>
    /// <exception cref="IOException">An input cannot be read now.</exception>
    /// <exception cref="JournalException">The node's store cannot be believed any more.</exception>
    /// <exception cref="BlobException">Likewise.</exception>
    public async Task<InboxLook> LookAsync(CancellationToken cancel)
    {
        var now = _time.GetTimestamp();

        // 1. What a process before this one left.
        foreach (var shelf in (OfferShelf[])[_documents, _reports])
        {
            if (_resumed.Contains(shelf)) continue;
            foreach (var note in shelf.Notes()) _offers.TryAdd(note.Name, new Offer(shelf, note) { Due = now });
            _resumed.Add(shelf);
        }

        // 2. What waits in the mailbox.
        if (now >= _pausedUntil && _offers.Count < _options.OfferedAtOnce) await LeaseAsync(cancel);

        // 3. What is on its way, or lies there.
        var (offered, collected) = (0, 0);
        foreach (var offer in _offers.Values.Where(offer => offer.Due <= now).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            if (!offer.IsShown) offered += await LayAsync(offer, cancel) ? 1 : 0;
            else if (IsGone(offer, now)) collected += await CollectAsync(offer, cancel) ? 1 : 0;
        }

        // 4. What is held stays held.
        if (now >= _nextRenewal)
        {
            foreach (var held in _offers.Values.SelectMany(offer => offer.Note.Deliveries).Select(held => (held.DeliveryId, held.LeaseId)).Chunk(RenewedAtOnce))
                await _gateway.Mailbox.RenewAsync(_place.Organisations, held, cancel);
            _nextRenewal = After(now, _options.Lease / 3);
        }

        Warn(_documents);
        Warn(_reports);
        return new InboxLook(offered, collected, _offers.Count, MayLease: _time.GetTimestamp() >= _pausedUntil && _offers.Count < _options.OfferedAtOnce);
    }

    private async Task LeaseAsync(CancellationToken cancel)
    {
        var max = Math.Min(LeasedAtOnce, _options.OfferedAtOnce - _offers.Count);
        var items = await _gateway.Mailbox.LeaseAsync(_place.Organisations, _place.Client, max, cancel);
        foreach (var message in items.GroupBy(item => (item.Delivery.MessageId, item.Container.Digest)))
        {
            // One installation, one copy: addressees that live in one system are named together in the passport.
            var held = message.Select(item => new OfferedDelivery(item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value)).ToList();
            var (id, container) = (message.Key.MessageId, message.Key.Digest.ToString());
            if (_offers.Values.FirstOrDefault(known => known.MessageId == id && known.Note.Container == container) is not { } offer)
            {
                var shelf = message.First().Container.Kind == EnvelopeKind.Report ? _reports : _documents;
                var name = _offers.ContainsKey(id) ? NameBy(message.Key.Digest) : id;
                _offers[name] = new Offer(shelf, new OfferNote(name, id, container, false, _time.GetUtcNow(), held)) { Due = _time.GetTimestamp() };
                continue;
            }

            // Laid there already, by this process or one before it, and the lease had run out: the same message goes on lying there.
            var others = offer.Note.Deliveries.Where(known => held.All(leased => leased.DeliveryId != known.DeliveryId));
            offer.Note = offer.Note with { Deliveries = [.. others, .. held] };
            if (offer.Note.IsOffered) TryPut(offer);
        }
    }

    // Two senders chose one id, by mistake or to make one letter vanish behind another.
    private static Guid NameBy(DigestValue container) => new(container.Value[..16], bigEndian: true);

    /// <summary>True: it lies there now and did not before.</summary>
    private async Task<bool> LayAsync(Offer offer, CancellationToken cancel)
    {
        try
        {
            var lies = offer.Note.IsOffered && !offer.Shelf.IsStaged(offer.Name);
            if (await _handOver.LayAsync(offer, cancel)) return !lies;
            Forget(offer);
        }
        catch (BlobException unreadable) when (!unreadable.IsTransient)
        {
            // As at the API: one damaged container is an alarm for a person, everybody else's mail goes on.
            Log.OfferDamaged(_log, offer.MessageId, unreadable.Message);
            offer.Due = After(_time.GetTimestamp(), RetryDamaged);
        }
        catch (Exception busy) when (busy is BlobException or KeyUnavailableException or JournalException { IsTransient: true })
        {
            offer.Due = After(_time.GetTimestamp(), RetryInput);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            if (_rare.IsTime(offer.Shelf.Input)) Log.OfferFailed(_log, offer.MessageId, offer.Shelf.Input, FolderFaults.ReasonOf(unwritable));
            offer.Due = _pausedUntil = After(_time.GetTimestamp(), RetryInput);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or JournalException))
        {
            Log.OfferDefect(_log, offer.MessageId, defect);
            offer.Due = After(_time.GetTimestamp(), RetryDamaged);
        }

        return false;
    }

    private bool IsGone(Offer offer, long now)
    {
        var (env, folder) = offer.Shelf.Look(offer.Name);
        if (env)
        {
            offer.GoneSince = null;
            return false;
        }

        if (!offer.Shelf.HasNote(offer.Name))
        {
            Log.OfferVanished(_log, offer.MessageId, offer.Shelf.Input);
            _offers.Remove(offer.Name);
            return false;
        }

        // At two looks: a program that writes the .env anew, or renames it while it works, is not done.
        offer.GoneSince ??= now;
        return _time.GetElapsedTime(offer.GoneSince.Value, now) >= (folder ? _options.Patience : _options.Look);
    }

    private async Task<bool> CollectAsync(Offer offer, CancellationToken cancel)
    {
        foreach (var held in offer.Note.Deliveries)
        {
            SettlementResult result;
            try
            {
                result = await _gateway.Mailbox.CollectAsync(_place.Organisations, held.DeliveryId, held.LeaseId, cancel);
            }
            catch (Exception busy) when (busy is KeyUnavailableException or JournalException { IsTransient: true } or JournalConflictException)
            {
                offer.Due = After(_time.GetTimestamp(), RetryInput);
                return false;
            }

            if (result is not SettlementResult.NotDone { Problem: var problem }) continue;
            if (problem.RetryAfter is not null || problem.Code == ProblemCodes.LeaseUnknown)
            {
                // Leases that a restored node forgot come anew from the mailbox.
                offer.Due = After(_time.GetTimestamp(), problem.RetryAfter ?? RetryInput);
                return false;
            }

            Log.OfferSettledOtherwise(_log, offer.MessageId, offer.Shelf.Input, problem.Code);
        }

        Log.OfferTaken(_log, offer.MessageId, offer.Shelf.Input);
        Forget(offer);
        return true;
    }

    private void Forget(Offer offer)
    {
        _offers.Remove(offer.Name);
        try
        {
            offer.Shelf.Forget(offer.Name);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // A note that stays is read at the next start, and its deliveries are found settled.
            if (_rare.IsTime("note")) Log.OfferFailed(_log, offer.MessageId, offer.Shelf.Input, FolderFaults.ReasonOf(left));
        }
    }

    private void TryPut(Offer offer)
    {
        try
        {
            if (offer.Shelf.HasNote(offer.Name)) offer.Shelf.Put(offer.Note);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // The note on disk names an older lease, by which Collected is taken as well.
            if (_rare.IsTime(offer.Shelf.Input)) Log.OfferFailed(_log, offer.MessageId, offer.Shelf.Input, FolderFaults.ReasonOf(unwritable));
        }
    }

    private void Warn(OfferShelf shelf)
    {
        var before = _time.GetUtcNow() - _options.Warn;
        var lying = _offers.Values.Where(offer => offer.Shelf == shelf && offer.IsShown && offer.Note.At <= before).ToList();
        if (lying.Count == 0 || !_rare.IsTime($"lie {shelf.Input}")) return;
        var oldest = lying.MinBy(offer => offer.Note.At)!;
        Log.OffersLie(_log, lying.Count, shelf.Input, oldest.MessageId, oldest.Note.At);
    }

    private long After(long now, TimeSpan pause) => now + (long)(pause.TotalSeconds * _time.TimestampFrequency);
}

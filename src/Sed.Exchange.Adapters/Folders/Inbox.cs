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
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(30);
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
    private readonly OfferShelf[] _shelves;
    private readonly Dictionary<Guid, Offer> _offers = [];
    private long _nextRenewal;
    private long _nextOfOneKind;

    /// <summary>Opens it.</summary>
    public Inbox(FolderPlace place, FolderOptions options, Gateway gateway, TimeProvider time, ILogger log)
    {
        (_place, _options, _gateway, _time, _log) = (place, options, gateway, time, log);
        _shelves = [_documents = new OfferShelf(place.Documents), _reports = new OfferShelf(place.Reports)];
        _handOver = new HandOver(place, gateway, time, log);
        _rare = new RareLog(time, options.Warn);
        _nextRenewal = After(time.GetTimestamp(), options.Lease / 3);
        _nextOfOneKind = time.GetTimestamp();
    }

    /// <summary>Looks once. An input that cannot be used now keeps nothing of the other waiting, and is looked at again.</summary>
    /// <exception cref="JournalException">The node's store cannot be believed any more.</exception>
    /// <exception cref="BlobException">Likewise.</exception>
    public async Task<InboxLook> LookAsync(CancellationToken cancel)
    {
        var now = _time.GetTimestamp();

        // 1. What a process before this one left, and what came back with an input that was away.
        foreach (var shelf in _shelves)
            if (!shelf.IsRead) Resume(shelf, now);

        // 2. What waits in the mailbox.
        var leased = await LeaseAsync(now, cancel);

        // 3. What is on its way, or lies there.
        var (offered, collected) = (0, 0);
        foreach (var shelf in _shelves)
        {
            if (!shelf.IsRead) continue;
            var (laid, taken) = await LookAsync(shelf, now, cancel);
            (offered, collected) = (offered + laid, collected + taken);
        }

        await RenewAsync(cancel);
        foreach (var shelf in _shelves) Warn(shelf);
        var end = _time.GetTimestamp();
        var open = _shelves.Count(shelf => PlacesIn(shelf, end) > 0);
        return new InboxLook(offered, collected, _offers.Values.Count(offer => offer.IsLying), MayLease: open == _shelves.Length || (open > 0 && leased));
    }

    /// <summary>What is held stays held; asked again after each letter, because laying many, or a large one, takes longer than a lease.</summary>
    private async Task RenewAsync(CancellationToken cancel)
    {
        var now = _time.GetTimestamp();
        if (now < _nextRenewal) return;
        foreach (var held in _offers.Values.SelectMany(offer => offer.Note.Deliveries).Select(held => (held.DeliveryId, held.LeaseId)).Chunk(RenewedAtOnce))
            await _gateway.Mailbox.KeepAsync(_place.Organisations, held, cancel);
        _nextRenewal = After(now, _options.Lease / 3);
    }

    private void Resume(OfferShelf shelf, long now)
    {
        try
        {
            foreach (var note in shelf.Notes(_offers.ContainsKey, Overlook)) _offers.TryAdd(note.Name, new Offer(shelf, note) { Due = now });
            shelf.IsRead = true;
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            Lose(shelf, unseen);
        }

        // What it is about is leased anew when its lease has run out, and laid when its note can be read.
        void Overlook(Guid name, Exception fault)
        {
            if (_rare.IsTime("unread")) Log.OfferFailed(_log, name, shelf.Input, FolderFaults.ReasonOf(fault));
        }
    }

    private void Lose(OfferShelf shelf, Exception unseen)
    {
        shelf.IsRead = false;
        if (_rare.IsTime($"lost {shelf.Input}")) Log.FolderUnusable(_log, _place.Client, shelf.Input, FolderFaults.ReasonOf(unseen));
    }

    /// <summary>
    /// How many more may be leased for an input. What it does not take has no place, but all in all no more is held for it than twice as many as may lie there: a
    /// thousand letters that it refuses keep no other waiting. What is gone has no place either: after a restore of the node its leases come anew by this way, and
    /// only then is it collected.
    /// </summary>
    private int PlacesIn(OfferShelf shelf, long now)
    {
        if (!shelf.IsRead || shelf.PausedUntil > now) return 0;
        var held = _offers.Values.Where(offer => offer.Shelf == shelf && offer.GoneSince is null).ToList();
        return Math.Min(_options.OfferedAtOnce - held.Count(offer => offer.Failures == 0), (2 * _options.OfferedAtOnce) - held.Count);
    }

    /// <summary>Leases what there are places for, while one input has none only what belongs into the other; true: something was leased.</summary>
    private async Task<bool> LeaseAsync(long now, CancellationToken cancel)
    {
        var (documents, reports) = (PlacesIn(_documents, now), PlacesIn(_reports, now));
        EnvelopeKind? kind = documents > 0 && reports > 0 ? null : documents > 0 ? EnvelopeKind.Document : EnvelopeKind.Report;
        var places = kind is null ? Math.Min(documents, reports) : Math.Max(documents, reports);
        if (places <= 0 || (kind is not null && now < _nextOfOneKind)) return false;
        var items = await _gateway.Mailbox.LeaseMessagesAsync(_place.Organisations, _place.Client, Math.Min(LeasedAtOnce, places), kind, cancel);

        // For it the mailbox goes past all that waits of the other kind, which may be very much: seldom, while nothing comes of it.
        if (kind is not null && items.Count == 0) _nextOfOneKind = After(_time.GetTimestamp(), RetryInput);
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
            offer.Note = offer.Note.Holding(held);
            if (offer.Note.IsOffered) TryPut(offer);
        }

        return items.Count > 0;
    }

    // Two senders chose one id, by mistake or to make one letter vanish behind another.
    private static Guid NameBy(DigestValue container) => new(container.Value[..16], bigEndian: true);

    private async Task<(int Offered, int Collected)> LookAsync(OfferShelf shelf, long now, CancellationToken cancel)
    {
        var sight = new ShelfSight(shelf);
        var places = _options.OfferedAtOnce - _offers.Values.Count(offer => offer.Shelf == shelf && offer.IsLying);
        var (offered, collected) = (0, 0);
        try
        {
            foreach (var offer in _offers.Values.Where(offer => offer.Shelf == shelf && offer.Due <= now).OrderBy(offer => offer.Note.At).ToList())
            {
                cancel.ThrowIfCancellationRequested();
                if (offer.IsShown) collected += IsGone(offer, sight, now) && await CollectAsync(offer, cancel) ? 1 : 0;
                else if (shelf.PausedUntil <= now && (offer.Note.IsOffered || offered < places)) offered += await LayAsync(offer, cancel) ? 1 : 0;
                await RenewAsync(cancel);
            }
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            // What cannot be seen now is not gone; its leases are held on.
            Lose(shelf, unseen);
        }

        return (offered, collected);
    }

    /// <summary>True: it lies there now and did not before.</summary>
    private async Task<bool> LayAsync(Offer offer, CancellationToken cancel)
    {
        try
        {
            Meet(offer);
            var lies = offer.Note.IsOffered && !offer.Shelf.IsStaged(offer.Name);
            if (await _handOver.LayAsync(offer, cancel))
            {
                offer.Failures = 0;
                return !lies;
            }

            Forget(offer);
        }
        catch (BlobException unreadable) when (!unreadable.IsTransient)
        {
            // As at the API: one damaged container is an alarm for a person, everybody else's mail goes on.
            Log.OfferDamaged(_log, offer.MessageId, unreadable.Message);
            (offer.Failures, offer.Due) = (offer.Failures + 1, After(_time.GetTimestamp(), RetryDamaged));
        }
        catch (Exception busy) when (busy is BlobException or KeyUnavailableException or JournalException { IsTransient: true })
        {
            offer.Due = After(_time.GetTimestamp(), RetryInput);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            if (_rare.IsTime(offer.Shelf.Input)) Log.OfferFailed(_log, offer.MessageId, offer.Shelf.Input, FolderFaults.ReasonOf(unwritable));
            Postpone(offer);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or JournalException))
        {
            Log.OfferDefect(_log, offer.MessageId, defect);
            (offer.Failures, offer.Due) = (offer.Failures + 1, After(_time.GetTimestamp(), RetryDamaged));
        }

        return false;
    }

    /// <summary>
    /// Looks whether something lies under its name already: a share that was away, and the message forgotten meanwhile. The same message goes on lying there; from
    /// another one, a stranger's with the same id, the name is not taken.
    /// </summary>
    private void Meet(Offer offer)
    {
        if (offer.Note.IsOffered || offer.Shelf.Find(offer.Name) is not { IsOffered: true } lying) return;
        if (lying.Container == offer.Note.Container)
        {
            offer.Note = lying.Holding(offer.Note.Deliveries);
            TryPut(offer);
            return;
        }

        var name = NameBy(DigestValue.Parse(offer.Note.Container));
        if (name == offer.Name) return;
        _offers[lying.Name] = new Offer(offer.Shelf, lying) { Due = offer.Due };
        _offers[name] = offer;
        offer.Note = offer.Note with { Name = name };
        Meet(offer);
    }

    /// <summary>One that its input does not take is tried less and less often. Only when nothing at all can be written there do the others wait as well.</summary>
    private void Postpone(Offer offer)
    {
        var now = _time.GetTimestamp();
        if (offer.Shelf.IsWritable())
        {
            offer.Due = After(now, TimeSpan.FromTicks(Math.Min(RetryInput.Ticks << Math.Min(offer.Failures++, 10), LongestRetry.Ticks)));
            return;
        }

        offer.Due = offer.Shelf.PausedUntil = After(now, RetryInput);
        offer.Shelf.IsRead = false;
    }

    /// <exception cref="IOException">It cannot be seen now.</exception>
    private bool IsGone(Offer offer, ShelfSight sight, long now)
    {
        var (env, folder, note, stagedEnv) = sight.Of(offer.Name);
        if (env || stagedEnv)
        {
            // What is ready and was not shown is not gone, whatever an earlier look took it for.
            (offer.GoneSince, offer.IsShown) = (null, env);
            return false;
        }

        if (!note)
        {
            Log.OfferVanished(_log, offer.MessageId, offer.Shelf.Input);
            _offers.Remove(offer.Name);
            offer.Shelf.IsRead = false;
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

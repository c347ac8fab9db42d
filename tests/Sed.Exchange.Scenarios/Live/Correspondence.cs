using System.Security.Cryptography;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>
/// Two installations that write to each other over the public API and do what an installation must: hand the same package in until it is taken,
/// lease, compare every octet, collect, look the message up before registering it again. One whole exchange is <see cref="PlayAsync"/>.
/// </summary>
internal sealed class Correspondence : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly LiveRegion _region;
    private readonly PlannedOrganisation _from;
    private readonly PlannedOrganisation _to;
    private readonly ExchangeClient _sender;
    private readonly ExchangeClient _recipient;
    private readonly Dictionary<Guid, IReadOnlyDictionary<string, byte[]>> _sent = [];
    private readonly Dictionary<Guid, IReadOnlyDictionary<string, byte[]>> _received = [];
    private readonly Dictionary<Guid, InboxItem> _inHand = [];
    private readonly HashSet<Guid> _registered = [];
    private readonly HashSet<Guid> _settled = [];
    private readonly HashSet<Guid> _concluded = [];

    /// <param name="region">Where they live.</param>
    /// <param name="backwards">False: the government writes to Лобановское; true: Лобановское to the government.</param>
    public Correspondence(LiveRegion region, bool backwards = false)
        : this(
            region,
            backwards ? ReferenceRegion.Lobanovskoe : ReferenceRegion.Government,
            backwards ? ReferenceRegion.Government : ReferenceRegion.Lobanovskoe)
    {
    }

    /// <param name="region">Where they live.</param>
    /// <param name="from">Who writes.</param>
    /// <param name="to">Who is written to.</param>
    public Correspondence(LiveRegion region, Guid from, Guid to)
    {
        _region = region;
        _from = Organisation(from);
        _to = Organisation(to);
        _sender = region.Connect(_from.Id);
        _recipient = region.Connect(_to.Id);
    }

    /// <summary>A letter whose only file has this many octets, all of them random.</summary>
    public IReadOnlyList<OutboundFile> Letter(int size) => Letters.Plain(
        _from, [_to], "71-01/1", "О проверке надёжности", SignedFile.Unsigned("Письмо[1].bin", RandomNumberGenerator.GetBytes(size)),
        TimeProvider.System.GetUtcNow()).Files;

    /// <summary>From handing in to the Collected receipt at the sender's node; everybody repeats himself until it is done.</summary>
    /// <param name="size">Octets of the letter's file.</param>
    /// <returns>What the sender was told, try by try.</returns>
    public async Task<Played> PlayAsync(int size)
    {
        var files = Letter(size);
        var tries = new List<string>();
        var submitted = await Until.NotNull("the package is taken", () => SubmitAsync(files, tries), Patience);
        await Until.True($"message {submitted.MessageId} is taken by its recipient", async () =>
        {
            await TakeAsync();
            return _registered.Contains(submitted.MessageId);
        }, Patience);
        var status = await ConcludeAsync(submitted.MessageId);
        return new Played(submitted, tries, status);
    }

    /// <summary>Hands a package in once.</summary>
    /// <param name="files">The package.</param>
    /// <param name="tries">Gets what happened: <c>201</c>, <c>200</c>, <c>503 no-room</c>, <c>no answer</c>.</param>
    /// <returns>Null: not taken.</returns>
    public async Task<Submitted?> SubmitAsync(IReadOnlyList<OutboundFile> files, List<string> tries)
    {
        try
        {
            var submitted = await _sender.SubmitAsync(files);
            tries.Add(submitted.Repeated ? "200" : "201");
            _region.Observations.Add(_from.Node, submitted);
            var digests = await DigestsAsync(files);
            lock (_sent)
            {
                if (!_sent.TryAdd(submitted.MessageId, digests)) AssertSame(_sent[submitted.MessageId], digests);
            }

            return submitted;
        }
        catch (ExchangeProblemException problem)
        {
            tries.Add($"{problem.Problem.Status} {problem.Code}");
            if (!problem.IsTemporary) throw;
        }
        catch (ExchangeConnectionException)
        {
            tries.Add("no answer");
        }

        return null;
    }

    /// <summary>The recipient takes what waits, as far as its node lets it.</summary>
    public async Task TakeAsync()
    {
        try
        {
            // What a node's death left in hand: its lease may have run out, and any past holder's collect is taken.
            foreach (var item in _inHand.Values.ToList()) await CollectAsync(item);
            await _recipient.ListAsync(_to.Id, TimeSpan.FromSeconds(1), 1);
            foreach (var item in await _recipient.LeaseAsync(_to.Id))
            {
                _region.Observations.Add(new HandedOver(_to.Node, _to.Id, item.MessageId, item.DeliveryId, item.PerhapsSeen));
                _inHand[item.DeliveryId] = item;
            }

            foreach (var item in _inHand.Values.ToList()) await CollectAsync(item);
        }
        catch (ExchangeProblemException problem) when (problem.IsTemporary)
        {
            // Not now: what is in hand is tried again, or its lease runs out and it comes again.
        }
        catch (Exception cut) when (cut is ExchangeConnectionException or IOException)
        {
            // The same; a node may die in the middle of a file.
        }
    }

    /// <summary>Until everything that its sender was told to be taken is registered here.</summary>
    public Task TakeEverythingAsync() => Until.True("everything acknowledged is taken by its recipient", async () =>
    {
        await TakeAsync();
        return Acknowledged.All(_registered.Contains);
    }, Patience);

    /// <summary>Takes everything, until its sender knows it.</summary>
    /// <returns>How each message stands at its sender's node that was not returned before.</returns>
    public async Task<IReadOnlyList<MessageStatus>> DrainAsync()
    {
        await TakeEverythingAsync();

        // What was taken before its sender had an answer is compared now: he knows what he sent.
        foreach (var (message, received) in _received.ToList())
        {
            IReadOnlyDictionary<string, byte[]>? sent;
            lock (_sent) sent = _sent.GetValueOrDefault(message);
            if (sent is null) continue;
            AssertSame(sent, received);
            _received.Remove(message);
        }

        var concluded = new List<MessageStatus>();
        foreach (var message in Acknowledged.Where(_concluded.Add)) concluded.Add(await ConcludeAsync(message));
        return concluded;
    }

    /// <summary>Every message id the sender was told.</summary>
    public IReadOnlyCollection<Guid> Acknowledged
    {
        get
        {
            lock (_sent) return [.. _sent.Keys];
        }
    }

    /// <summary>Every message id the recipient has registered.</summary>
    public IReadOnlyCollection<Guid> Registered => _registered;

    /// <summary>The sender's view, or null while not every recipient has collected.</summary>
    public Task<MessageStatus?> CollectedAsync(Guid message) => StandsAsync(message, "Collected");

    /// <summary>The sender's view, or null while not every delivery stands in one of these states.</summary>
    public async Task<MessageStatus?> StandsAsync(Guid message, params string[] states)
    {
        try
        {
            var status = await _sender.GetStatusAsync(message);
            return status.Deliveries.All(delivery => states.Contains(delivery.State)) ? status : null;
        }
        catch (ExchangeConnectionException)
        {
            return null;
        }
        catch (ExchangeProblemException problem) when (problem.IsTemporary)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        _recipient.Dispose();
    }

    private static PlannedOrganisation Organisation(Guid id) => ReferenceRegion.Organisations.Single(row => row.Id == id);

    private Task<MessageStatus> ConcludeAsync(Guid message) => Until.NotNull($"message {message} is known as collected", async () =>
    {
        // Registered, but its collect failed.
        if (!_settled.Contains(message)) await TakeAsync();
        return await CollectedAsync(message);
    }, Patience);

    private async Task CollectAsync(InboxItem item)
    {
        // In this order: registered by its id, once, then collected. An answer that gets lost in between costs nothing.
        await CompareAsync(item);
        _registered.Add(item.MessageId);
        var settlement = await _recipient.CollectAsync(item);
        _region.Observations.Add(new Settled(_to.Node, _to.Id, item.MessageId, settlement.ReceiptId));
        _settled.Add(item.MessageId);
        _inHand.Remove(item.DeliveryId);
    }

    private async Task CompareAsync(InboxItem item)
    {
        IReadOnlyDictionary<string, byte[]>? sent;
        lock (_sent) sent = _sent.GetValueOrDefault(item.MessageId);

        // Its answer was lost: what was sent is not known under this id yet.
        var whole = await _recipient.GetItemAsync(item.DeliveryId);
        var received = new Dictionary<string, byte[]>();
        foreach (var file in whole.Files)
        {
            await using var octets = await _recipient.OpenFileAsync(item.DeliveryId, file.Index);
            received[file.Name] = await SHA256.HashDataAsync(octets);
        }

        if (sent is null) _received[item.MessageId] = received;
        else AssertSame(sent, received);
    }

    private static void AssertSame(IReadOnlyDictionary<string, byte[]> sent, IReadOnlyDictionary<string, byte[]> other)
    {
        Assert.Equal(sent.Keys.Order(), other.Keys.Order());
        foreach (var (name, digest) in sent) Assert.Equal(digest, other[name]);
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> DigestsAsync(IReadOnlyList<OutboundFile> files)
    {
        var digests = new Dictionary<string, byte[]>();
        foreach (var file in files)
        {
            await using var octets = file.Open();
            digests[file.Name] = await SHA256.HashDataAsync(octets);
        }

        return digests;
    }
}

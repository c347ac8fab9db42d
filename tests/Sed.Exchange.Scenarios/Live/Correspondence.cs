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
    private static readonly PlannedOrganisation From = Organisation(ReferenceRegion.Government);
    private static readonly PlannedOrganisation To = Organisation(ReferenceRegion.Lobanovskoe);

    private readonly LiveRegion _region;
    private readonly ExchangeClient _sender;
    private readonly ExchangeClient _recipient;
    private readonly Dictionary<Guid, IReadOnlyList<OutboundFile>> _sent = [];
    private readonly HashSet<Guid> _registered = [];
    private readonly HashSet<Guid> _settled = [];

    public Correspondence(LiveRegion region)
    {
        _region = region;
        _sender = region.Connect(From.Id);
        _recipient = region.Connect(To.Id);
    }

    /// <summary>A letter whose only file has this many octets, all of them random.</summary>
    public static IReadOnlyList<OutboundFile> Letter(int size) => Letters.Plain(
        From, [To], "71-01/1", "О проверке надёжности", SignedFile.Unsigned("Письмо[1].bin", RandomNumberGenerator.GetBytes(size)),
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
        var status = await Until.NotNull($"message {submitted.MessageId} is known as collected", async () =>
        {
            // Registered, but its collect failed: it comes again when its lease has run out.
            if (!_settled.Contains(submitted.MessageId)) await TakeAsync();
            return await CollectedAsync(submitted.MessageId);
        }, Patience);
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
            _region.Observations.Add("tula", submitted);
            lock (_sent) _sent[submitted.MessageId] = files;
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
            await _recipient.ListAsync(To.Id, TimeSpan.FromSeconds(1), 1);
            foreach (var item in await _recipient.LeaseAsync(To.Id))
            {
                _region.Observations.Add(new HandedOver("lobanovskoe", To.Id, item.MessageId, item.DeliveryId, item.PerhapsSeen));
                await CompareAsync(item);

                // In this order: registered by its id, once, then collected. An answer that gets lost in between costs nothing.
                _registered.Add(item.MessageId);
                var settlement = await _recipient.CollectAsync(item);
                _region.Observations.Add(new Settled("lobanovskoe", To.Id, item.MessageId, settlement.ReceiptId));
                _settled.Add(item.MessageId);
            }
        }
        catch (ExchangeProblemException problem) when (problem.IsTemporary)
        {
            // Not now: the lease runs out, and the message comes again.
        }
        catch (Exception cut) when (cut is ExchangeConnectionException or IOException)
        {
            // The same; a node may die in the middle of a file.
        }
    }

    /// <summary>Until everything that any node has acknowledged is registered here.</summary>
    public Task TakeEverythingAsync() => Until.True("everything acknowledged is taken by its recipient", async () =>
    {
        await TakeAsync();
        return _region.Observations.Acknowledged.All(told => _registered.Contains(told.MessageId));
    }, Patience);

    /// <summary>Every message id the recipient has registered.</summary>
    public IReadOnlyCollection<Guid> Registered => _registered;

    /// <summary>The sender's view, or null while not every recipient has collected.</summary>
    public async Task<MessageStatus?> CollectedAsync(Guid message)
    {
        try
        {
            var status = await _sender.GetStatusAsync(message);
            return status.Deliveries.All(delivery => delivery.State == "Collected") ? status : null;
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

    private async Task CompareAsync(InboxItem item)
    {
        IReadOnlyList<OutboundFile>? sent;
        lock (_sent) sent = _sent.GetValueOrDefault(item.MessageId);

        // Its answer was lost: what was sent is not known under this id yet; the container's own digests were checked by the node.
        if (sent is null) return;
        var whole = await _recipient.GetItemAsync(item.DeliveryId);
        Assert.Equal(sent.Select(file => file.Name).Order(), whole.Files.Select(file => file.Name).Order());
        foreach (var file in whole.Files)
        {
            await using var received = await _recipient.OpenFileAsync(item.DeliveryId, file.Index);
            await using var original = sent.Single(candidate => candidate.Name == file.Name).Open();
            Assert.Equal(await SHA256.HashDataAsync(original), await SHA256.HashDataAsync(received));
        }
    }
}

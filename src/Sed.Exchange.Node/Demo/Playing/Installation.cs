using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>
/// An installation of «Дело» as the demo plays it: speaks only the public API of its node, keeps what it took in a folder, knows a message
/// by its id, and registers each once.
/// </summary>
internal sealed class Installation(
    PlannedOrganisation organisation, string node, ExchangeClient client, string folder, Observations observations, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Dictionary<Guid, Received> _taken = [];

    /// <summary>The organisation whose installation it is.</summary>
    public PlannedOrganisation Organisation => organisation;

    /// <summary>Its way to the node.</summary>
    public ExchangeClient Client => client;

    /// <summary>Hands a letter in.</summary>
    public async Task<Submitted> SubmitAsync(Letter letter, string reference, Guid? inReplyTo, CancellationToken cancel)
    {
        var submitted = await client.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = reference, InReplyTo = inReplyTo }, cancel);
        observations.Add(node, submitted);
        return submitted;
    }

    /// <summary>Reports a registration; the node writes the report.</summary>
    public async Task<Submitted> ReportAsync(Received received, string number, DateOnly date, CancellationToken cancel)
    {
        var submitted = await client.ReportAsync(received.Item.DeliveryId, RegistrationReport.Registered(number, date), cancel: cancel);
        observations.Add(node, submitted);
        return submitted;
    }

    /// <summary>Takes everything that waits until this message is among it: lease, download, collect.</summary>
    /// <exception cref="DemoException">It did not come in time.</exception>
    public async Task<Received> TakeAsync(Guid messageId, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (_taken.TryGetValue(messageId, out var received)) return received;
            if (time.GetElapsedTime(began) > Patience)
                throw new DemoException($"Message {messageId} did not reach the mailbox of {organisation.ShortName} within {Patience.TotalSeconds:0} s.");
            await client.ListAsync(organisation.Id, TimeSpan.FromSeconds(2), 1, cancel);
            foreach (var item in await client.LeaseAsync(organisation.Id, cancel: cancel)) await TakeOneAsync(item, cancel);
        }
    }

    /// <summary>Waits until the message's status is as wanted.</summary>
    /// <exception cref="DemoException">It did not become so in time.</exception>
    public async Task<MessageStatus> WaitAsync(Guid messageId, Func<MessageStatus, bool> until, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var status = await client.GetStatusAsync(messageId, cancel);
            if (until(status)) return status;
            if (time.GetElapsedTime(began) > Patience)
            {
                var states = string.Join("; ", status.Deliveries.Select(delivery => $"{delivery.Recipient.Name}: {delivery.State}, {delivery.LastError ?? "no error"}"));
                throw new DemoException($"Message {messageId} is still on its way after {Patience.TotalSeconds:0} s: {states}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(40), time, cancel);
        }
    }

    /// <summary>Waits until every delivery has ended.</summary>
    public Task<MessageStatus> WaitUntilEndedAsync(Guid messageId, CancellationToken cancel) =>
        WaitAsync(messageId, status => status.Deliveries.All(delivery => delivery.HasEnded()), cancel);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task TakeOneAsync(InboxItem item, CancellationToken cancel)
    {
        observations.Add(new HandedOver(node, organisation.Id, item.MessageId, item.DeliveryId, item.PerhapsSeen));
        if (!_taken.ContainsKey(item.MessageId))
        {
            var target = Path.Combine(folder, item.MessageId.ToString());
            var verdict = await client.GetVerdictAsync(item.DeliveryId, cancel);
            var files = await client.DownloadAsync(item.DeliveryId, target, cancel);
            JsonElement? card = item.Kind == "document" ? await client.GetCardAsync(item.DeliveryId, cancel) : null;
            _taken[item.MessageId] = new Received(item, target, ReadPassport(files), card, verdict);
        }

        var settlement = await client.CollectAsync(item, cancel);
        observations.Add(new Settled(node, organisation.Id, item.MessageId, settlement.ReceiptId));
    }

    private static SevPassport ReadPassport(IReadOnlyList<string> files)
    {
        var path = files.Single(file => Path.GetFileName(file) is SevDocInfo.FileName or SevReport.FileName);
        return SevReader.Read(File.ReadAllBytes(path)).Passport ?? throw new DemoException($"{path} cannot be read as a passport.");
    }
}

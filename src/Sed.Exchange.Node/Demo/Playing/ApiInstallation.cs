using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>An installation that speaks only the public API of its node, with the client library.</summary>
internal sealed class ApiInstallation(
    PlannedOrganisation organisation, string node, ExchangeClient client, string folder, Observations observations, TimeProvider time)
    : Installation(organisation, node, observations, time)
{
    /// <inheritdoc/>
    public override bool SaysWhatItAnswers => true;

    /// <inheritdoc/>
    public override async Task<Submitted> SubmitAsync(Letter letter, string reference, Guid? inReplyTo, CancellationToken cancel)
    {
        var submitted = await client.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = reference, InReplyTo = inReplyTo }, cancel);
        Observations.Add(Node, submitted);
        return submitted;
    }

    /// <inheritdoc/>
    public override async Task<ExchangeProblem?> ForeseeAsync(Letter letter, CancellationToken cancel)
    {
        var check = await client.CheckAsync(letter.Files, cancel: cancel);
        return check.Ok ? new ExchangeProblem { Code = "ok" } : check.Problem;
    }

    /// <summary>The node writes the report.</summary>
    public override async Task<Submitted> ReportAsync(Received received, string number, DateOnly date, CancellationToken cancel)
    {
        var submitted = await client.ReportAsync(received.Item.DeliveryId, RegistrationReport.Registered(number, date), cancel: cancel);
        Observations.Add(Node, submitted);
        return submitted;
    }

    /// <inheritdoc/>
    public override Task<MessageStatus> GetStatusAsync(Guid messageId, CancellationToken cancel) => client.GetStatusAsync(messageId, cancel);

    /// <inheritdoc/>
    public override Task<ControlPage> GetControlAsync(Guid messageId, CancellationToken cancel) =>
        client.GetControlAsync(new ControlFilter { MessageId = messageId }, cancel: cancel);

    /// <inheritdoc/>
    public override async Task SaveEvidenceAsync(Guid messageId, string file, CancellationToken cancel)
    {
        await using var source = await client.OpenEvidenceAsync(messageId, cancel);
        await using var target = File.Create(file);
        await source.CopyToAsync(target, cancel);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    /// <summary>Lease, download, collect.</summary>
    protected override async Task TakeWaitingAsync(CancellationToken cancel)
    {
        await client.ListAsync(Organisation.Id, TimeSpan.FromSeconds(2), 1, cancel);
        foreach (var item in await client.LeaseAsync(Organisation.Id, cancel: cancel)) await TakeOneAsync(item, cancel);
    }

    private async Task TakeOneAsync(InboxItem item, CancellationToken cancel)
    {
        Observations.Add(new HandedOver(Node, Organisation.Id, item.MessageId, item.DeliveryId, item.PerhapsSeen));
        if (!HasTaken(item))
        {
            var target = Path.Combine(folder, item.Key);
            var verdict = await client.GetVerdictAsync(item.DeliveryId, cancel);
            var files = await client.DownloadAsync(item.DeliveryId, target, cancel);
            JsonElement? card = item.Kind == "document" ? await client.GetCardJsonAsync(item.DeliveryId, cancel) : null;
            Keep(new Received(item, target, ReadPassport(files), card, verdict));
        }

        var settlement = await client.CollectAsync(item, cancel);
        Observations.Add(new Settled(Node, Organisation.Id, item.MessageId, settlement.ReceiptId));
    }
}

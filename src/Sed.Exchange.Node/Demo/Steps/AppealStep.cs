using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// The government forwards a citizen's appeal, signed by two officials, to the town, the settlement and the office in Moscow: one
/// submission, three deliveries, one of them through the town's node.
/// </summary>
internal sealed class AppealStep(Cast cast) : IDemoStep
{
    private Submitted? _submitted;

    /// <inheritdoc/>
    public string Id => "appeal";

    /// <summary>The message, once submitted.</summary>
    public Submitted Submitted => _submitted ?? throw new InvalidOperationException("Not played yet.");

    /// <inheritdoc/>
    public string Title(Narrator tell) => tell.Pick("обращение гражданина уходит трём адресатам", "a citizen's appeal goes out to three recipients");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var letter = Letters.Appeal(
            [DemoRegion.Efremov, DemoRegion.Lobanovskoe, DemoRegion.MoscowOffice], [cast.Head, cast.Deputy], cast.Time.GetUtcNow());
        tell.Fact(
            $"Правительство отправляет {letter.Title}: {string.Join(", ", letter.Files.Select(file => file.Name))}",
            $"The government sends {letter.Title}: {string.Join(", ", letter.Files.Select(file => file.Name))}");

        var began = cast.Time.GetTimestamp();
        var submitted = await cast.Government.SubmitAsync(letter, "demo/appeal", null, cancel);
        _submitted = submitted;
        sent(new SentMessage(submitted.MessageId, cast.Government));
        tell.Good(
            $"узел принял за {tell.Seconds(cast.Time.GetElapsedTime(began))}: опечатано, проверено, сохранено; квитанций Accepted: {submitted.Deliveries.Count}",
            $"the node took it in {tell.Seconds(cast.Time.GetElapsedTime(began))}: sealed, verified, durable; Accepted receipts: {submitted.Deliveries.Count}");
        if (submitted.Deliveries.Count != 3) throw new DemoException($"Three recipients, but {submitted.Deliveries.Count} deliveries.");

        var status = await cast.Government.WaitUntilEndedAsync(submitted.MessageId, cancel);
        foreach (var delivery in status.Deliveries)
        {
            var proof = delivery.Timeline.FirstOrDefault(entry => entry.Event == "Delivered")
                ?? throw new DemoException($"{delivery.Recipient.Name} ended as {delivery.State}, not Delivered.");
            var through = delivery.Timeline.FirstOrDefault(entry => entry.Event == "Relayed")?.Node;
            tell.Good(
                $"{delivery.Recipient.Name}: доставлено, квитанция узла {proof.Node}{(through is null ? string.Empty : $" (через узел {through})")}",
                $"{delivery.Recipient.Name}: delivered, receipt of node {proof.Node}{(through is null ? string.Empty : $" (through node {through})")}");
        }
    }
}

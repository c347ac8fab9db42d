using System.Globalization;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// Each recipient pulls and collects the appeal, registers it from the passport without anybody typing, and reports its number back. The town
/// and the settlement let the node write the report; the office in Moscow writes its own, as «Дело» does.
/// </summary>
internal sealed class RegistrationStep(Cast cast, AppealStep appeal) : IDemoStep
{
    private Received? _atEfremov;

    /// <inheritdoc/>
    public string Id => "registration";

    /// <summary>The appeal as the town took it.</summary>
    public Received AtEfremov => _atEfremov ?? throw new InvalidOperationException("Not played yet.");

    /// <inheritdoc/>
    public string Title(Narrator tell) =>
        tell.Pick("адресаты забирают, регистрируют и отвечают докладами", "the recipients collect, register and report back");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var message = appeal.Submitted.MessageId;
        var taken = await Task.WhenAll(
            cast.Efremov.TakeAsync(message, cancel), cast.Lobanovskoe.TakeAsync(message, cancel), cast.MoscowOffice.TakeAsync(message, cancel));
        _atEfremov = taken[0];

        IReadOnlyList<(Installation Who, Received Received, string Number)> registrations =
        [
            (cast.Efremov, taken[0], "ОГ-114"), (cast.Lobanovskoe, taken[1], "7-ог"), (cast.MoscowOffice, taken[2], "М-71/26"),
        ];
        var reports = new List<Guid>();
        foreach (var (who, received, number) in registrations)
        {
            reports.Add(await RegisterAsync(who, received, number, tell, cancel));
            sent(new SentMessage(reports[^1], who));
        }

        foreach (var report in reports) await cast.Government.TakeAsync(report, cancel);
        var status = await cast.Government.WaitAsync(
            message, status => status.Deliveries.All(delivery => delivery.Timeline.Any(entry => entry.Event == "Registered")), cancel);
        tell.Good(
            $"в одной хронологии у отправителя: получено и зарегистрировано у всех ({status.Deliveries.Count})",
            $"in one timeline at the sender: collected and registered by all {status.Deliveries.Count}");
    }

    private async Task<Guid> RegisterAsync(Installation who, Received received, string number, Narrator tell, CancellationToken cancel)
    {
        var card = RegistryEntry.From(received.Card ?? throw new DemoException("A document has no registration card."));
        var today = DateOnly.FromDateTime(cast.Time.GetUtcNow().ToOffset(SevTime.UsualZone).DateTime);
        Submitted report;
        if (who == cast.MoscowOffice)
        {
            var letter = Letters.RegistrationReport((SevDocInfo)received.Passport, who.Organisation, number, cast.Time.GetUtcNow());
            report = await who.SubmitAsync(letter, $"demo/registration/{number}", received.Item.MessageId, cancel);
        }
        else
        {
            report = await who.ReportAsync(received, number, today, cancel);
        }

        var deadline = card.Deadline?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        tell.Good(
            $"{who.Organisation.ShortName}: забрано, зарегистрировано как {number} (у автора {card.Number}, срок {deadline ?? "не указан"})",
            $"{who.Organisation.ShortName}: collected, registered as {number} (the author's {card.Number}, deadline {deadline ?? "none"})");
        return report.MessageId;
    }
}

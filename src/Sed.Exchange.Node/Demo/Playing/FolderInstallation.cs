using System.Globalization;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;
using RegistrationCard = Sed.Exchange.Packages.Cards.RegistrationCard;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>
/// An installation that exchanges files: lays pairs into minute-stamp folders of its outbox, as «Дело» does, and takes what lies in its two inputs. What
/// became of a message its administrator sees at the node.
/// </summary>
internal sealed class FolderInstallation(PlannedOrganisation organisation, MadeNode made, InstallationFolders folders, Observations observations, TimeProvider time)
    : Installation(organisation, made.Id, observations, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly NodeView _view = new(made, time);

    /// <inheritdoc/>
    public override bool SaysWhatItAnswers => false;

    /// <inheritdoc/>
    public override async Task<Submitted> SubmitAsync(Letter letter, string reference, Guid? inReplyTo, CancellationToken cancel)
    {
        // 1. The folder, its files, and the .env last, by a rename.
        var name = Guid.NewGuid().ToString("D");
        var stamp = Path.Combine(folders.Out, Time.GetUtcNow().ToOffset(SevTime.UsualZone).ToString("yyyy.MM.dd_HH-mm", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.Combine(stamp, name));
        foreach (var file in letter.Files)
        {
            await using var from = file.Open();
            await using var to = File.Create(Path.Combine(stamp, name, file.Name));
            await from.CopyToAsync(to, cancel);
        }

        var env = Path.Combine(stamp, name + ".env");
        var subject = letter.Passport is SevReport ? SevEnvelop.ReportSubject : letter.Title;
        await File.WriteAllBytesAsync(env + ".tmp", SevEnvelopXml.Write(new SevEnvelop { MessageDir = name, Subject = subject, Body = string.Empty }), cancel);
        File.Move(env + ".tmp", env);

        // 2. It is gone when the node has it, or has refused it.
        var began = Time.GetTimestamp();
        while (File.Exists(env))
        {
            if (Time.GetElapsedTime(began) > Patience) throw new DemoException($"{env} still lies in the outbox after {Patience.TotalSeconds:0} s.");
            await Task.Delay(Pause, Time, cancel);
        }

        var error = Path.Combine(folders.Out, "errors", name + ".error.json");
        if (File.Exists(error)) throw new ExchangeProblemException(ReadProblem(error), null);
        var submitted = await _view.SubmittedAsync(name, cancel);
        Observations.Add(Node, submitted);
        return submitted;
    }

    /// <inheritdoc/>
    public override Task<ExchangeProblem?> ForeseeAsync(Letter letter, CancellationToken cancel) => Task.FromResult<ExchangeProblem?>(null);

    /// <summary>«Дело» writes the report.</summary>
    public override Task<Submitted> ReportAsync(Received received, string number, DateOnly date, CancellationToken cancel) =>
        SubmitAsync(Letters.RegistrationReport((SevDocInfo)received.Passport, Organisation, number, Time.GetUtcNow()), "report", null, cancel);

    /// <inheritdoc/>
    public override Task<MessageStatus> GetStatusAsync(Guid messageId, CancellationToken cancel) => _view.StatusAsync(messageId, cancel);

    /// <inheritdoc/>
    public override Task<ControlPage> GetControlAsync(Guid messageId, CancellationToken cancel) => _view.ControlAsync(messageId, Organisation.Id, cancel);

    /// <inheritdoc/>
    public override Task SaveEvidenceAsync(Guid messageId, string file, CancellationToken cancel) => _view.SaveEvidenceAsync(messageId, file, cancel);

    /// <inheritdoc/>
    protected override async Task TakeWaitingAsync(CancellationToken cancel)
    {
        var waiting = Directory.EnumerateFiles(folders.Documents, "*.env").Concat(Directory.EnumerateFiles(folders.Reports, "*.env")).ToList();
        foreach (var env in waiting) await TakeOneAsync(env, cancel);
        if (waiting.Count == 0) await Task.Delay(Pause, Time, cancel);
    }

    private async Task TakeOneAsync(string env, CancellationToken cancel)
    {
        var name = Path.GetFileNameWithoutExtension(env);
        var envelop = SevEnvelopXml.Read(await File.ReadAllBytesAsync(env, cancel)).Envelop;
        if (envelop?.MessageDir != name) throw new DemoException($"{env} names the folder {envelop?.MessageDir}.");
        var message = Guid.ParseExact(name, "D");
        var item = await _view.ItemAsync(message, Organisation, cancel);

        // A pair that lies there is new, whatever was there before: laid there twice, the audit must see it.
        Observations.Add(new HandedOver(Node, Organisation.Id, message, item.DeliveryId, PerhapsSeen: false));

        // Read, and then away: the folder first, the .env last.
        var kept = Path.Combine(folders.Kept, name);
        Directory.CreateDirectory(folders.Kept);
        Directory.Move(Path.ChangeExtension(env, null), kept);
        File.Move(env, kept + ".env");
        var passport = ReadPassport([.. Directory.EnumerateFiles(kept)]);
        var card = passport is SevDocInfo document ? JsonSerializer.SerializeToElement(RegistrationCard.From(document), RegistrationCard.Json) : (JsonElement?)null;
        Keep(new Received(item, kept, passport, card, default));
        Observations.Add(new Settled(Node, Organisation.Id, message, await _view.CollectedAsync(message, Organisation.Id, Patience, cancel)));
    }

    private static ExchangeProblem ReadProblem(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var error = document.RootElement;
        return new ExchangeProblem
        {
            Code = error.GetProperty("code").GetString()!,
            Means = error.GetProperty("means").GetString(),
            Do = error.GetProperty("do").GetString(),
            Detail = error.GetProperty("detail").GetString(),
        };
    }
}

using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// The town's node is killed (SIGKILL) while a large letter is coming in, after its transfer has begun and before any receipt. Others' mail goes
/// on meanwhile; after a new start everything arrives once, at the settlement behind the town too.
/// </summary>
internal sealed class KillStep(Cast cast) : IDemoStep
{
    private const int Tries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public string Id => "kill";

    /// <inheritdoc/>
    public string Title(Narrator tell) => tell.Pick(
        "узел Ефремова убит посреди передачи", "the node of Ефремов is killed in the middle of a transfer");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var large = new List<Guid>();

        // 1. Kill the node while the letter comes in. A machine fast enough to finish first is given a longer letter.
        var size = LetterSize(cast.Region.Plan.Suite);
        var interrupted = Guid.Empty;
        var killedAt = DateTimeOffset.MinValue;
        for (var attempt = 1; interrupted == Guid.Empty; attempt++, size *= 2)
        {
            var (messageId, at) = await SendAndKillAsync(size, attempt, tell, cancel);
            large.Add(messageId);
            sent(new SentMessage(messageId, cast.Government));
            killedAt = at;
            var status = await cast.Government.GetStatusAsync(messageId, cancel);
            if (status.Deliveries.All(delivery => delivery.Timeline.All(entry => entry.Event == "Accepted")))
            {
                interrupted = messageId;
                break;
            }

            if (attempt == Tries) throw new DemoException($"The node was faster than SIGKILL {Tries} times.");
            await RestartAsync(cancel);
        }

        tell.Good(
            "у отправителя нет ни Relayed, ни Delivered: узел успел начать, но ничего не обещал",
            "the sender has neither Relayed nor Delivered: the node had begun, but promised nothing");

        // 2. A dead node delays only its own mail.
        var meanwhile = await SendToOthersAsync(cancel);
        foreach (var message in meanwhile) sent(new SentMessage(message, cast.Government));
        tell.Good("пока узел лежит, почта остальных доставлена", "while it is down, everybody else's mail is delivered");

        // 3. Start it again: the sender's node tries again by itself.
        var startedAt = cast.Time.GetUtcNow();
        cast.Observations.Add(new Outage(cast.EfremovNode.Node.Id, killedAt, startedAt, interrupted, meanwhile));
        await RestartAsync(cancel);
        tell.Good($"узел запущен снова, процесс {cast.EfremovNode.ProcessIds[^1]}", $"the node is started again, process {cast.EfremovNode.ProcessIds[^1]}");
        foreach (var message in large)
        {
            await cast.Government.WaitUntilEndedAsync(message, cancel);
            await cast.Efremov.TakeAsync(message, cancel);
            await cast.Lobanovskoe.TakeAsync(message, cancel);
        }

        await cast.Government.WaitAsync(interrupted, status => status.Deliveries.All(delivery => delivery.State == "Collected"), cancel);
        tell.Good(
            $"письмо пришло в Ефремов и через него в Лобановское, по одному разу ({tell.Seconds(cast.Time.GetUtcNow() - startedAt)} после запуска)",
            $"the letter came to Ефремов and through it to Лобановское, once each ({tell.Seconds(cast.Time.GetUtcNow() - startedAt)} after the start)");
    }

    private async Task<(Guid MessageId, DateTimeOffset At)> SendAndKillAsync(int size, int attempt, Narrator tell, CancellationToken cancel)
    {
        var text = PdfLetter.Write(
            [DemoRegion.Government.Name, "", "О документах территориального планирования", "", "Скан-копии приложены."], RandomNumberGenerator.GetBytes(size));
        var letter = Letters.Plain(
            DemoRegion.Government, [DemoRegion.Efremov, DemoRegion.Lobanovskoe], $"65-01/{100 + attempt}", "О документах территориального планирования",
            SignedFile.Unsigned("Скан[1].pdf", text), cast.Time.GetUtcNow());
        var pid = cast.EfremovNode.ProcessIds[^1];
        tell.Fact(
            $"письмо на {tell.Megabytes(text.Length)} в Ефремов и Лобановское; ждём первого байта на диске Ефремова…",
            $"a letter of {tell.Megabytes(text.Length)} to Ефремов and Лобановское; waiting for its first octet on the disk of Ефремов…");

        var killedAt = DateTimeOffset.MinValue;
        using var watch = new TransferWatch(cast.EfremovNode.Node.DataFolder, () =>
        {
            cast.EfremovNode.KillAtOnce();
            killedAt = cast.Time.GetUtcNow();
        });
        var submitted = await cast.Government.SubmitAsync(letter, $"demo/kill/{attempt}", null, cancel);
        var file = await watch.Seen.WaitAsync(Patience, cast.Time, cancel);
        tell.Good($"SIGKILL процессу {pid}: недописан {Path.GetFileName(file)}", $"SIGKILL to process {pid}: {Path.GetFileName(file)} was being written");
        return (submitted.MessageId, killedAt);
    }

    private async Task<IReadOnlyList<Guid>> SendToOthersAsync(CancellationToken cancel)
    {
        var now = cast.Time.GetUtcNow();
        var toMoscow = Letters.Plain(
            DemoRegion.Government, [DemoRegion.MoscowOffice], "65-01/200", "О совещании",
            SignedFile.Unsigned("Письмо[1].pdf", PdfLetter.Write(["О совещании"])), now);
        var submitted = await cast.Government.SubmitAsync(toMoscow, "demo/kill/meanwhile", null, cancel);
        await cast.MoscowOffice.TakeAsync(submitted.MessageId, cancel);

        var fromStand = Letters.Plain(
            DemoRegion.ProvingStand, [DemoRegion.Government], "ИС-6", "Проверка связи",
            SignedFile.Unsigned("Письмо[1].pdf", PdfLetter.Write(["Проверка связи"])), now);
        var (messageId, container) = cast.Proving.Seal(fromStand, DemoRegion.Government.Id, cancel);
        var told = await cast.Proving.PostAsync(messageId, container, DemoRegion.Government.Id, cancel);
        if (told.Receipt.Kind != ReceiptKind.Delivered) throw new DemoException($"Mail of others was answered with {told.Receipt.Kind} while the node was down.");
        await cast.Government.TakeAsync(messageId, cancel);
        return [submitted.MessageId, messageId];
    }

    private async Task RestartAsync(CancellationToken cancel)
    {
        cast.EfremovNode.Start();
        await cast.EfremovNode.WaitUntilReadyAsync(cancel);
    }

    // Long enough that its transfer and verification take clearly longer than seeing the file: SHA-256 is far faster than Streebog.
    private static int LetterSize(Suite suite) => (suite == Suite.Rsa || suite == Suite.Ecdsa ? 24 : 4) * 1024 * 1024;
}

using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// The appeal's tasks over two levels, played inside the answer: the town puts its own below the government's, tells the government, sends the document
/// on; the settlement reports to the town, the town to the government; and the government sees both levels, with one point overdue.
/// </summary>
internal sealed class ExecutionScene(Cast cast, Guid appealId, SevDocInfo appeal)
{
    /// <summary>Plays everything up to the town's reports.</summary>
    public async Task PlayAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        DateTimeOffset Now() => cast.Time.GetUtcNow();
        async Task<Guid> SubmitAsync(Installation who, Letter letter, string reference, Guid? about)
        {
            var submitted = await who.SubmitAsync(letter, reference, about, cancel);
            sent(new SentMessage(submitted.MessageId, who));
            return submitted.MessageId;
        }

        // 1. Down: the town's resolution, told to the government and given to the settlement.
        var own = Resolutions.OfTown(cast.Mayor.Official, SevDraft.DayOf(Now()));
        var told = await SubmitAsync(cast.Efremov, Resolutions.Consideration(appeal, own, Now()), "demo/consideration", appealId);
        var onward = Resolutions.Onward(appeal, own, Now());
        var onwardId = await SubmitAsync(cast.Efremov, onward, "demo/onward", null);
        await cast.Lobanovskoe.TakeAsync(onwardId, cancel);
        tell.Good("Ефремов дал своё поручение Лобановскому, под пунктом 1 правительства, и сообщил о нём", "Ефремов gave Лобановское a task of its own, below point 1 of the government, and told of it");

        // 2. Up: the settlement to the town, the town to the government.
        var done = await SubmitAsync(
            cast.Lobanovskoe, Resolutions.Execution((SevDocInfo)onward.Passport, own, DemoRegion.Lobanovskoe, "Мост осмотрен, акт составлен.", Now()), "demo/execution", onwardId);
        await cast.Efremov.TakeAsync(done, cancel);
        var ended = await SubmitAsync(cast.Efremov, Resolutions.Consideration(appeal, Resolutions.Ended(own, "исполнено", Now()), Now()), "demo/consideration/2", appealId);
        var reported = await SubmitAsync(
            cast.Efremov,
            Resolutions.Execution(appeal, Resolutions.FirstPoint(appeal), DemoRegion.Efremov, "Мост обследован, настил требует замены.", Now()),
            "demo/execution/2",
            appealId);
        foreach (var message in new[] { told, ended, reported }) await cast.Government.TakeAsync(message, cancel);
        tell.Good("Лобановское доложило Ефремову, Ефремов — правительству", "Лобановское reported to Ефремов, Ефремов to the government");
    }

    /// <summary>Shows what the government sees, and checks that it is the truth: what is done, what is open, what is overdue, at both levels.</summary>
    /// <exception cref="DemoException">It is not.</exception>
    public async Task ShowAsync(Narrator tell, CancellationToken cancel)
    {
        var page = await cast.Government.GetControlAsync(appealId, cancel);
        ControlTable.Write(tell, page);
        Expect(page, "Point", "1", "Done");
        Expect(page, "Point", "2", "Overdue");
        Expect(page, "Document", null, "Open");
        var below = page.Items.Single(item => item.Standing == "Followed");
        if (below.State != "Done" || below.Parent?.Uid != page.Items.Single(item => item is { Kind: "Point", Number: "1" }).Uid)
            throw new DemoException($"The town's task is {below.State}, below {below.Parent?.Uid}.");
        var line = (await cast.Government.GetStatusAsync(appealId, cancel)).Control ?? throw new DemoException("The appeal's status has no line of control.");
        if (line is not { Assigned: 5, Reported: 1, Done: 1, Overdue: 1 }) throw new DemoException($"The appeal's line of control is {line}.");
        tell.Good("правительство видит оба уровня: что исполнено, что открыто и что просрочено", "the government sees both levels: what is done, what is open, what is overdue");
    }

    private static void Expect(ControlPage page, string kind, string? number, string state)
    {
        var item = page.Items.Single(item => item.Kind == kind && (number is null || item.Number == number));
        if (item.State != state) throw new DemoException($"{kind} {number} is {item.State}, not {state}.");
    }
}

using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>Later the town has its part carried out (<see cref="ExecutionScene"/>) and sends its answer, a signed document linked to the appeal, and the report that says so.</summary>
internal sealed class AnswerStep(Cast cast, AppealStep appeal, RegistrationStep registration) : IDemoStep
{
    /// <inheritdoc/>
    public string Id => "answer";

    /// <inheritdoc/>
    public string Title(Narrator tell) => tell.Pick("Ефремов исполняет и отвечает по существу", "Ефремов carries out and answers");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var asked = (SevDocInfo)registration.AtEfremov.Passport;
        var execution = new ExecutionScene(cast, appeal.Submitted.MessageId, asked);
        await execution.PlayAsync(tell, sent, cancel);
        var letter = Letters.Answer(asked, cast.Mayor, cast.Time.GetUtcNow());
        var answer = await cast.Efremov.SubmitAsync(letter, "demo/answer", appeal.Submitted.MessageId, cancel);
        sent(new SentMessage(answer.MessageId, cast.Efremov));
        var report = await cast.Efremov.SubmitAsync(
            Letters.AnswerReport(asked, (SevDocInfo)letter.Passport, cast.Time.GetUtcNow()), "demo/answer-report", appeal.Submitted.MessageId, cancel);
        sent(new SentMessage(report.MessageId, cast.Efremov));

        var received = await cast.Government.TakeAsync(answer.MessageId, cancel);
        if (cast.Government.SaysWhatItAnswers)
        {
            if (received.Item.InReplyTo != appeal.Submitted.MessageId) throw new DemoException("The answer is not known as an answer to the appeal.");
            tell.Good(
                $"ответ {letter.Title} у правительства, узел связал его с обращением",
                $"the answer {letter.Title} is at the government, the node knows what it answers");
        }
        else
        {
            var linked = ((SevDocInfo)received.Passport).Documents.Any(document => !document.MainDocument && document.Uid == asked.FindMainDocument().Uid);
            if (!linked) throw new DemoException("The passport of the answer does not name the appeal.");
            tell.Good($"ответ {letter.Title} у правительства, обращение названо в его паспорте", $"the answer {letter.Title} is at the government, its passport names the appeal");
        }

        await cast.Government.TakeAsync(report.MessageId, cancel);
        await cast.Government.WaitAsync(
            appeal.Submitted.MessageId,
            status => status.Deliveries.Any(delivery =>
                delivery.Recipient.Id == DemoRegion.Efremov.Id && delivery.Timeline.Any(entry => entry.Event == "Answer")),
            cancel);
        tell.Good("доклад об ответе встал в хронологию обращения", "the report about it stands in the timeline of the appeal");
        await execution.ShowAsync(tell, cancel);
    }
}

using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// A letter was changed after its only official had signed it. It is refused where it is handed in, before anybody is troubled, with cause
/// and remedy; the preflight says the same.
/// </summary>
internal sealed class BrokenSignatureStep(Cast cast) : IDemoStep
{
    private const string ExpectedCode = "document-signature-failed";

    /// <inheritdoc/>
    public string Id => "broken-signature";

    /// <inheritdoc/>
    public string Title(Narrator tell) => tell.Pick(
        "документ изменён после подписи: отказ у двери", "a document changed after signing: refused at the door");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var now = cast.Time.GetUtcNow();
        var signed = PdfLetter.Write([DemoRegion.Government.Name, "", "О выделении средств", "", "Выделить 100 рублей."]);
        var changed = PdfLetter.Write([DemoRegion.Government.Name, "", "О выделении средств", "", "Выделить 900 рублей."]);
        var letter = Letters.Plain(
            DemoRegion.Government, [DemoRegion.Efremov], "65-01/88", "О выделении средств",
            new SignedFile("Письмо[1].pdf", changed, [(cast.Head, cast.Head.Sign(signed, now))]), now);

        var check = await cast.Government.Client.CheckAsync(letter.Files, cancel: cancel);
        if (check.Ok || check.Problem?.Code != ExpectedCode) throw new DemoException($"The preflight said {check.Problem?.Code ?? "ok"}, not {ExpectedCode}.");
        ExchangeProblemException problem;
        try
        {
            var taken = await cast.Government.SubmitAsync(letter, "demo/broken-signature", null, cancel);
            throw new DemoException($"The letter was taken as message {taken.MessageId}.");
        }
        catch (ExchangeProblemException refusal)
        {
            problem = refusal;
        }

        if (problem.Code != ExpectedCode) throw new DemoException($"Refused with {problem.Code}, not {ExpectedCode}.");
        if (problem.Problem.Means is not { Length: > 0 } || problem.Problem.Do is not { Length: > 0 }) throw new DemoException("The refusal names no cause or no remedy.");
        tell.Good($"отказ {problem.Problem.Status} {problem.Code}; предварительная проверка сказала то же", $"refused {problem.Problem.Status} {problem.Code}; the preflight said the same");
        tell.Fact($"причина: {problem.Problem.Means}", $"cause: {problem.Problem.Means}");
        tell.Fact($"что делать: {problem.Problem.Do}", $"remedy: {problem.Problem.Do}");
    }
}

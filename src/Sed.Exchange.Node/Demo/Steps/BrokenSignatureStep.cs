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

        var foreseen = await cast.Government.ForeseeAsync(letter, cancel);
        if (foreseen is not null && foreseen.Code != ExpectedCode) throw new DemoException($"The preflight said {foreseen.Code}, not {ExpectedCode}.");
        var problem = await cast.Government.SubmitRefusedAsync(letter, "demo/broken-signature", cancel);
        if (problem.Code != ExpectedCode) throw new DemoException($"Refused with {problem.Code}, not {ExpectedCode}.");
        if (problem.Means is not { Length: > 0 } || problem.Do is not { Length: > 0 }) throw new DemoException("The refusal names no cause or no remedy.");
        if (foreseen is not null) tell.Good($"отказ {problem.Status} {problem.Code}; предварительная проверка сказала то же", $"refused {problem.Status} {problem.Code}; the preflight said the same");
        else tell.Good($"отказ {problem.Code}: письмо лежит нетронутым в errors, рядом с ним причина", $"refused {problem.Code}: the letter lies untouched in errors, the reason beside it");
        tell.Fact($"причина: {problem.Means}", $"cause: {problem.Means}");
        tell.Fact($"что делать: {problem.Do}", $"remedy: {problem.Do}");
    }
}

using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>
/// A peer of the directory posts a container in which one octet of the letter was changed after sealing; TLS, headers and Content-Digest
/// are right. It is refused with a signed receipt, and the intact one under the same id is then delivered once.
/// </summary>
internal sealed class DamagedStep(Cast cast) : IDemoStep
{
    /// <inheritdoc/>
    public string Id => "damaged";

    /// <inheritdoc/>
    public string Title(Narrator tell) => tell.Pick(
        "узел-сосед присылает контейнер с подменённым байтом", "a peer posts a container with one octet changed");

    /// <inheritdoc/>
    public async Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel)
    {
        var text = PdfLetter.Write([DemoRegion.ProvingStand.Name, "", "№ ИС-5", "", "Проверка связи. Сумма: 100 рублей."]);
        var letter = Letters.Plain(
            DemoRegion.ProvingStand, [DemoRegion.Government], "ИС-5", "Проверка связи",
            SignedFile.Unsigned("Письмо[1].pdf", text), cast.Time.GetUtcNow());
        var (messageId, intact) = cast.Proving.Seal(letter, DemoRegion.Government.Id, cancel);
        var altered = AlterOneOctet(intact, text);

        var refused = await cast.Proving.PostAsync(messageId, altered, DemoRegion.Government.Id, cancel);
        if (refused.Receipt.Kind != ReceiptKind.Refused || refused.Receipt.Reason is not { } reason)
            throw new DemoException($"The altered container was answered with {refused.Receipt.Kind}.");
        tell.Good(
            $"подменённый: отказ, квитанция Refused подписана узлом {refused.Receipt.IssuerNode}, подпись верна",
            $"the altered one: refused, the Refused receipt is signed by node {refused.Receipt.IssuerNode}, its signature holds");
        tell.Fact($"причина {reason}: {TextCatalogue.Find("ru", reason).Means}", $"reason {reason}: {TextCatalogue.Find("en", reason).Means}");

        var delivered = await cast.Proving.PostAsync(messageId, intact, DemoRegion.Government.Id, cancel);
        if (delivered.Receipt.Kind != ReceiptKind.Delivered) throw new DemoException($"The intact container was answered with {delivered.Receipt.Kind}.");
        sent(new SentMessage(messageId, cast.Government));
        tell.Good("целый под тем же номером: доставлен", "the intact one under the same id: delivered");

        var again = await cast.Proving.PostAsync(messageId, intact, DemoRegion.Government.Id, cancel);
        if (!again.Bytes.AsSpan().SequenceEqual(delivered.Bytes)) throw new DemoException("The same container was answered with other octets.");
        tell.Good("он же ещё раз: та же квитанция, байт в байт", "the same once more: the same receipt, octet for octet");

        await cast.Government.TakeAsync(messageId, cancel);
        await cast.ProvingReceipts.WaitAsync(messageId, ReceiptKind.Collected, cancel);
        tell.Good("правительство забрало одно письмо, квитанция Collected вернулась на стенд", "the government took one letter, Collected came back to the stand");
    }

    private static byte[] AlterOneOctet(byte[] container, byte[] text)
    {
        // Content is stored, not deflated: the letter stands in the container as it is.
        var start = container.AsSpan().IndexOf(text);
        if (start < 0) throw new DemoException("The letter is not in the container octet for octet.");
        var altered = container.ToArray();
        altered[start + (text.Length / 2)] ^= 1;
        return altered;
    }
}

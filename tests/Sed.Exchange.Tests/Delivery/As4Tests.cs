using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>The four cases by which AS4 gateways are tried for reliable messaging and proof of receipt, each with what this protocol has in its place.</summary>
public sealed class As4Tests
{
    [Fact]
    public async Task A_lost_receipt_is_given_again_with_the_same_octets_and_the_message_is_taken_once()
    {
        var region = await OpenAsync();
        var (answers, posts) = (2, 2);
        region.EfremovNode.Link.Fault = peer => peer switch
        {
            // The Delivered in the answer of the recipient's node, and the same on its way back to the origin.
            "lobanovo" when answers-- > 0 => new WireFault.AnswerLost(),
            "tula" when posts-- > 0 => new WireFault.QuestionLost(),
            _ => null,
        };
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        var message = accepted.Container.MessageId;
        Assert.True(answers < 0 && posts < 0);
        Assert.Equal(["Accepted tula", "Relayed efremov", "Delivered lobanovo"], await region.Tula.TimelineAsync(message, Lobanovo));
        Assert.Equal((await DeliveredAsync(region.LobanovoNode, message)).Bytes, (await DeliveredAsync(region.Tula, message)).Bytes);
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task A_duplicate_is_eliminated_and_answered_as_the_first_was()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.Twice();
        region.EfremovNode.Link.Fault = _ => new WireFault.Twice();
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var message = accepted.Container.MessageId;
        Assert.Equal(["Accepted tula", "Relayed efremov", "Delivered lobanovo"], await region.Tula.TimelineAsync(message, Lobanovo));
        Assert.Single(await region.LobanovoNode.ReadAsync(journal => journal.DeliveriesOf(message)));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task A_receipt_with_a_wrong_digest_proves_nothing_raises_an_alarm_and_the_message_goes_again()
    {
        var region = await OpenAsync();
        var wrong = await SendAsync(region.EfremovNode, Efremov, [Government]);
        var lies = 1;
        region.EfremovNode.Link.Fault = peer => peer == "lobanovo" && lies-- > 0
            ? new WireFault.Forged(asked => IsolationTests.Receipt(region, asked, receipt => receipt with { Container = wrong.Container.Digest }))
            : null;
        var accepted = await SendAsync(region.EfremovNode, Efremov, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        var message = accepted.Container.MessageId;
        var receipts = await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(message));
        Assert.Equal(wrong.Container.Digest, Assert.Single(receipts, receipt => !receipt.Counts).Container);
        Assert.Equal(accepted.Container.Digest, Assert.Single(receipts, receipt => receipt.Counts && receipt.Kind == ReceiptKind.Delivered).Container);
        Assert.Contains(region.Log.Of(2007), line => line.StartsWith("ALARM receipt", StringComparison.Ordinal) && line.Contains("another container", StringComparison.Ordinal));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(message, Lobanovo));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task When_retries_are_exhausted_the_sender_is_told_once_and_nobody_tries_again()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var letter = Letter(Government, [Efremov]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromMinutes(80));

        var message = accepted.Container.MessageId;
        Assert.Equal(DeliveryState.Undelivered, await region.Tula.StateAsync(message, Efremov));
        var attempts = Containers(region);
        Assert.True(attempts > 5);

        // The peer is back, but what was ended is not begun again behind the sender's back.
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromHours(12));
        Assert.Equal(attempts, Containers(region));
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        var told = await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(line => line.MessageId == message && line.Organisation == Government).ToList());
        Assert.Single(told, line => line.Kind == nameof(ReceiptKind.Undelivered));
        Assert.DoesNotContain(told, line => line.Kind is nameof(ReceiptKind.Delivered) or nameof(ReceiptKind.Refused));
    }

    private static int Containers(VirtualRegion region) => region.Tula.Link.Tried.Count(tried => tried == "efremov container");

    private static Task<ReceiptRow> DeliveredAsync(VirtualNode node, Guid message) =>
        node.ReadAsync(journal => journal.ReceiptsOf(message).Single(receipt => receipt.Kind == ReceiptKind.Delivered));
}

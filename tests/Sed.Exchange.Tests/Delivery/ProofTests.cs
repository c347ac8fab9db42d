using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.ForeignReceipts;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A Delivered that was lost with its answer, after which the directory led another way: whoever may have it is asked.</summary>
public sealed class ProofTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Where_there_is_a_line_the_origin_asks_the_recipients_node_itself()
    {
        var region = await OpenAsync();
        region.EfremovNode.Link.Fault = peer => peer == "lobanovo" ? new WireFault.AnswerLost() : null;
        var letter = Letter(Government, [Lobanovo]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var message = accepted.Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(65));
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(message, Lobanovo));

        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, Lobanovo));
    }

    [Fact]
    public async Task Who_may_have_delivered_it_is_asked_though_somebody_else_has_refused_it_since()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(2));
        region.Stop("efremov");

        // Its mailbox is at tula now, and was closed before the letter was sent.
        await TakeAsync(Moved("tula", closed: Start.AddHours(-1)), region.Tula);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));

        region.Tula.Link.Fault = null;
        await region.RestartAsync("efremov");
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task Who_is_refused_by_the_only_node_that_could_deliver_asks_nobody()
    {
        var region = await OpenAsync();
        await TakeAsync(Moved("efremov", closed: Start.AddHours(-1)), region.EfremovNode);
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.DoesNotContain(region.Tula.Link.Tried, tried => tried.EndsWith(" receipts", StringComparison.Ordinal));
        Assert.Null(await region.Tula.ReadAsync(journal => journal.NextChase()));
    }

    [Theory]
    [InlineData("tula")]
    [InlineData("lobanovo")]
    public async Task What_an_installation_has_taken_is_brought_to_no_other_mailbox_and_its_proof_is_asked_for(string newHome)
    {
        var region = await OpenAsync();
        region.Routes["tula"] = new Dictionary<string, string> { ["lobanovo"] = "lobanovo" };
        await region.RestartAsync("tula");
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        region.EfremovNode.Link.Fault = _ => new WireFault.QuestionLost();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(2));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        if (newHome == "lobanovo")
        {
            region.Stop("lobanovo");
            await TakeAsync(Moved(newHome, closed: null), region.Tula, region.LobanovoNode);
            await region.RunAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(newHome, (await OutAsync(region, sent)).NextHop);
        }

        // What the installation has said comes home, though nobody can be asked yet.
        region.EfremovNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["Accepted tula", "Collected efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Queued, (await OutAsync(region, sent)).State);

        if (newHome == "lobanovo") await region.RestartAsync("lobanovo");
        else await TakeAsync(Moved(newHome, closed: null), region.Tula);
        region.Tula.Link.Fault = peer => peer == "efremov" ? new WireFault.AnswerLost() : null;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Empty(await region.Tula.TakeAllAsync(Efremov));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Efremov));
        Assert.Equal(newHome == "lobanovo" ? "proof-missing" : "peer-unreachable: answer lost", (await OutAsync(region, sent)).LastError);

        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Collected, (await OutAsync(region, sent)).State);
        Assert.Empty(await region.Tula.TakeAllAsync(Efremov));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task What_was_taken_and_never_proven_is_asked_for_without_end_and_told_to_an_administrator_once()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var letter = Letter(Government, [Efremov]) with { DeliverBy = Start.AddHours(1) };
        var sent = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var said = Say(sent.Container, Efremov, ReceiptKind.Collected, "efremov", "tula", 1, region.Time.GetUtcNow());
        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync("efremov", said, CancellationToken.None));
        var queued = await OutAsync(region, sent);
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                journal.Update(queued with { State = DeliveryState.Sent, NextAttemptAt = Start.AddHours(1) });
                return true;
            },
            CancellationToken.None);

        foreach (var (days, alarms) in new[] { (13, 0), (3, 1), (3, 1) })
        {
            region.Time.Advance(TimeSpan.FromDays(days));
            await region.RunAsync(TimeSpan.FromHours(1));
            Assert.Equal(alarms, (await EventsAsync()).Count(line => line.Kind == EventKinds.Alarm));
        }

        Assert.Equal(sent.Container.MessageId, Assert.Single(await EventsAsync(), line => line.Kind == EventKinds.Alarm).MessageId);
        var open = await OutAsync(region, sent);
        Assert.Equal(DeliveryState.Sent, open.State);
        Assert.NotNull(open.NextAttemptAt);

        Task<IReadOnlyList<EventRow>> EventsAsync() => region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000));
    }

    [Fact]
    public async Task Who_holds_the_container_is_told_its_receipts_and_who_does_not_learns_nothing()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var other = await SendAsync(region.Tula, Government, [Efremov]);

        var (door, message) = (region.EfremovNode.Gateway.Recollection, sent.Container.MessageId);
        Assert.Empty(await door.ReceiptsOfAsync("lobanovo", message, Efremov, container: null, CancellationToken.None));
        Assert.Empty(await door.ReceiptsOfAsync("lobanovo", message, Efremov, other.Container.Digest, CancellationToken.None));
        Assert.Equal(
            [ReceiptKind.Delivered], (await door.ReceiptsOfAsync("lobanovo", message, Efremov, sent.Container.Digest, CancellationToken.None)).Select(row => row.Kind));
        Assert.Single(await door.ReceiptsOfAsync("tula", message, Efremov, container: null, CancellationToken.None));
    }

    private static Task<DeliveryRow> OutAsync(VirtualRegion region, AdmissionResult.Accepted sent) => region.Tula.ReadAsync(journal =>
        journal.FindDelivery(Lane.Out, Government, sent.Container.MessageId, Efremov)!);

    private static byte[] Moved(string node, DateTimeOffset? closed) =>
        Successor(
            entry => entry with { ThroughParentOnly = false }, organisation => organisation.Id == Efremov ? organisation with { Node = node, ValidTo = closed } : organisation);
}

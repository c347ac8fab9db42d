using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.Restored;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A node loses its disk: what had been said, here and elsewhere, and who tells it by which way.</summary>
public sealed class RestoredWordsTests
{
    [Fact]
    public async Task Nothing_is_ended_for_lack_of_proof_while_the_proof_may_lie_with_a_neighbour()
    {
        var region = await OpenAsync();
        var letter = Letter(Efremov, [Government]) with { DeliverBy = Start.AddHours(1) };
        region.Stop("tula");
        var accepted = await SubmitAsync(region, letter);
        var backup = region.BackUp("efremov");
        await region.RestartAsync("tula");
        await region.RunAsync(Minute);
        region.Stop("tula");
        await region.RestoreAsync(backup);

        await region.RunAsync(TimeSpan.FromHours(3));
        Assert.Equal(DeliveryState.Queued, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));
        await region.RestartAsync("tula");
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task An_answer_that_was_lost_with_the_disk_is_given_anew_and_the_mail_is_marked_perhaps_seen()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Waiting, (await InAsync(region, accepted)).State);

        // An installation may have looked at it; nobody will ever know.
        await region.RestoreAsync(backup);
        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(15));

        Assert.True(Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov)).PerhapsSeen);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task A_collect_whose_Delivered_never_came_home_is_still_a_collect()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);

        // The sender's node has the Collected and goes on asking for the Delivered, without which nothing has ended.
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Contains(
            await region.Tula.ReadAsync(journal => journal.ReceiptsOf(accepted.Container.MessageId, Efremov)), receipt => receipt.Kind == ReceiptKind.Collected);

        await region.RestoreAsync(backup);
        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(DeliveryState.Collected, (await InAsync(region, accepted)).State);
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        await AgreeAsync(region);
    }

    [Theory]
    [InlineData("tula", false)]
    [InlineData("tula", true)]
    [InlineData("lobanovo", false)]
    [InlineData("lobanovo", true)]
    public async Task What_was_said_by_another_way_than_the_container_came_is_not_said_anew(string tellsFirst, bool isCollected)
    {
        // The container comes from tula itself, what is said of it goes over lobanovo, and has not come farther when the disk is lost.
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        await TakeAsync(region, node => node.Id == "lobanovo" ? node with { Parent = "tula", ThroughParentOnly = false } : node);
        region.Routes["efremov"] = new Dictionary<string, string> { ["tula"] = "lobanovo" };
        await region.RestartAsync("efremov");
        var backup = await AgedAsync(region);
        region.LobanovoNode.Link.Fault = _ => new WireFault.QuestionLost();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(5));
        if (isCollected) Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromSeconds(5));
        var said = await OwnReceiptsAsync(region.EfremovNode);
        Assert.Equal(isCollected ? 3 : 2, said.Count);
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));

        await region.RestoreAsync(backup);
        region.EfremovNode.Link.Fault = peer => peer == tellsFirst ? null : new WireFault.QuestionLost();
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.True(region.EfremovNode.Gateway.Restoration.IsUnderWay);
        region.EfremovNode.Link.Fault = null;
        region.LobanovoNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(5));

        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        var taken = await region.EfremovNode.TakeAllAsync(Efremov);
        Assert.Equal(isCollected ? [] : [true], taken.Select(item => item.PerhapsSeen));
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, (await InAsync(region, accepted)).State);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.DoesNotContain(
            await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000)), line => line.Kind == EventKinds.Alarm);
    }

    [Fact]
    public async Task Receipts_that_were_handed_over_to_be_passed_on_are_handed_over_again()
    {
        // As above; but it is lobanovo, with nothing of its own in it, that loses its disk.
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        await TakeAsync(region, node => node.Id == "lobanovo" ? node with { Parent = "tula", ThroughParentOnly = false } : node);
        region.Routes["efremov"] = new Dictionary<string, string> { ["tula"] = "lobanovo" };
        await region.RestartAsync("efremov");
        await region.RunAsync(Minute);
        region.LobanovoNode.Link.Fault = _ => new WireFault.QuestionLost();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        var backup = region.BackUp("lobanovo");
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await region.LobanovoNode.ReadAsync(journal => journal.AllOwedReceipts().ToList())).Count);
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));

        await region.RestoreAsync(backup with { TakenAt = backup.TakenAt + TimeSpan.FromHours(1) });
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.DoesNotContain(
            await region.LobanovoNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000)), line => line.Kind == EventKinds.Alarm);
    }

    [Fact]
    public async Task What_was_said_of_mail_whose_sender_never_heard_that_it_was_taken_is_known_when_it_comes_again()
    {
        // The relay takes a letter and passes it on; all that the node before it knows is that nobody answers.
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        region.EfremovNode.Link.Fault = peer => peer == "tula" ? new WireFault.QuestionLost() : null;
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(await region.LobanovoNode.ReadAsync(journal => journal.AllOwedReceipts().ToList()));

        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));

        await region.RestoreAsync(backup);
        while (region.EfremovNode.Gateway.Restoration.IsUnderWay) await region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.Equal(2, (await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList())).Count);

        // The letter comes again before what was said of it can be handed on.
        region.EfremovNode.Link.Fault = peer => peer == "tula" ? new WireFault.QuestionLost() : null;
        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
        region.EfremovNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Lobanovo, Lane.Relay));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task What_was_said_of_a_letter_counts_though_it_is_told_before_the_letter()
    {
        // The receipt comes home by another way than the letter went: whoever passed it on tells it alone.
        var region = await OpenAsync();
        await TakeAsync(region, node => node.Id == "lobanovo" ? node with { ThroughParentOnly = false } : node);
        region.Routes["tula"] = new Dictionary<string, string> { ["lobanovo"] = "efremov" };
        region.Routes["lobanovo"] = new Dictionary<string, string> { ["tula"] = "tula" };
        await region.RestartAsync("tula");
        await region.RestartAsync("lobanovo");
        var before = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var backup = region.BackUp("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minute);
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(Minute);
        var message = accepted.Container.MessageId;
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, Lobanovo));
        var collected = (await region.LobanovoNode.ReadAsync(journal => journal.ReceiptsOf(message, Lobanovo))).Single(row => row.Kind == ReceiptKind.Collected);
        Assert.DoesNotContain(await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(message, Lobanovo)), row => row.ReceiptId == collected.ReceiptId);

        await region.RestoreAsync(backup);
        var told = new ExchangedDelivery(message, Lobanovo, collected.Container, null, ExchangedHop.None, [], [collected.Bytes]);
        region.Tula.Link.Fault = peer => (peer, region.Tula.Link.Tried[^1], region.Tula.Link.Tried.Count(tried => tried == "efremov exchanged")) switch
        {
            ("efremov", "efremov exchanged", 1) => new WireFault.Instead(new PeerAnswer.Exchanged(new ExchangedPage([told], Next: 1))),
            ("lobanovo", "lobanovo exchanged", _) => new WireFault.Instead(new PeerAnswer.Exchanged(new ExchangedPage([], Next: null))),
            _ => null,
        };
        await region.RunAsync(Minute);

        Assert.False(region.Tula.Gateway.Restoration.IsUnderWay);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, Lobanovo));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(before.Container.MessageId, Efremov));
        Assert.Contains("Collected lobanovo", await region.Tula.TimelineAsync(message, Lobanovo));
    }

    [Fact]
    public async Task Who_did_not_tell_while_the_clock_was_days_ahead_is_asked_when_it_is_right_again()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Skews["efremov"] = TimeSpan.FromDays(20);
        region.Stop("tula");
        await region.RestoreAsync(backup);
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.True(region.EfremovNode.Gateway.Restoration.IsUnderWay);

        region.Skews["efremov"] = TimeSpan.Zero;
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.False(region.EfremovNode.Gateway.Restoration.IsUnderWay);
    }

    [Fact]
    public async Task A_letter_that_the_next_node_has_not_verified_yet_is_its_origins_again()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var backup = await AgedAsync(region);
        var accepted = await SubmitAsync(region, Letter(Efremov, [Government]));
        await region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.Single(await region.Tula.ReadAsync(journal => journal.AllHeld().ToList()));
        Assert.Null(await region.Tula.Gateway.Recollection.OpenContainerAsync("lobanovo", accepted.Container.Digest, CancellationToken.None));

        await region.RestoreAsync(backup);
        await region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.Equal(DeliveryState.Sent, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));

        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Octets_that_one_mailbox_has_and_another_waits_for_serve_both()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        await region.RunAsync(Minute);
        var backup = region.BackUp("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        var accepted = await SendAsync(region.EfremovNode, Efremov, [Government, Moscow]);
        var message = accepted.Container.MessageId;

        // Both were said to be Relayed; of what became of them one word comes through.
        var words = 0;
        region.Tula.Link.Fault = _ => words++ == 0 ? null : new WireFault.QuestionLost();
        await region.RunAsync(Minute);
        var states = new[] { await region.EfremovNode.StateAsync(message, Government), await region.EfremovNode.StateAsync(message, Moscow) };
        Assert.Equal([DeliveryState.Sent, DeliveryState.Delivered], states.Order());

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Equal([DeliveryState.Delivered, DeliveryState.Delivered], [await region.EfremovNode.StateAsync(message, Government), await region.EfremovNode.StateAsync(message, Moscow)]);
        await AgreeAsync(region);
        foreach (var recipient in new[] { Government, Moscow }) Assert.Equal(message, Assert.Single(await region.Tula.TakeAllAsync(recipient)).Delivery.MessageId);
    }

    [Fact]
    public async Task What_a_neighbour_stored_by_a_clock_that_was_set_back_is_told_too()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                journal.Put(new ClockRow(region.Time.GetUtcNow(), IsSure: true, Behind: TimeSpan.FromHours(17)));
                return true;
            },
            CancellationToken.None);

        // As if it had been sent after the backup, and tula's clock had been seventeen hours behind.
        await region.RestoreAsync(backup with { TakenAt = region.Time.GetUtcNow() + TimeSpan.FromHours(16) });
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Waiting, (await InAsync(region, accepted)).State);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Who_was_a_neighbour_when_the_backup_was_taken_is_asked_too()
    {
        var region = await OpenAsync();
        await region.RunAsync(Minute);
        var backup = region.BackUp("lobanovo");
        await region.RunAsync(TimeSpan.FromHours(2));
        var accepted = await SendAsync(region.EfremovNode, Efremov, [Lobanovo]);
        await region.RunAsync(Minute);
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(Minute);
        await TakeAsync(region, node => node.Id == "lobanovo" ? node with { Parent = "tula" } : node);

        // The directory of today is there before anybody is asked: by it only tula is a neighbour.
        region.EfremovNode.Link.Fault = region.Tula.Link.Fault = _ => new WireFault.QuestionLost();
        await region.RestoreAsync(backup);
        await TakeAsync(region, node => node.Id == "lobanovo" ? node with { Parent = "tula" } : node);
        await region.RunAsync(Minute);

        Assert.False(region.LobanovoNode.Gateway.Restoration.IsUnderWay);
        Assert.Equal(
            DeliveryState.Collected, await region.LobanovoNode.StateAsync(accepted.Container.MessageId, Lobanovo, Lane.In));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }
}

using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>
/// A node loses its disk and comes back from an older backup: what it had acknowledged since comes back from its peers, once, with the receipts
/// it had signed, octet for octet.
/// </summary>
public sealed class RestoreTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Mail_received_since_the_backup_waits_again_perhaps_seen_under_its_old_ids()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var before = await InAsync(region, accepted);
        var said = await OwnReceiptsAsync(region.EfremovNode);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        var after = await InAsync(region, accepted);
        Assert.Equal(before.DeliveryId, after.DeliveryId);
        Assert.Equal((DeliveryState.Waiting, true, "tula"), (after.State, after.PerhapsSeen, after.PreviousHop));
        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        Assert.True(Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov)).PerhapsSeen);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_collected_since_the_backup_does_not_wait_again_and_its_collect_repeated_is_already()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var leased = Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);
        var said = await OwnReceiptsAsync(region.EfremovNode);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        var again = Assert.IsType<SettlementResult.Settled>(await region.EfremovNode.Gateway.Mailbox.CollectAsync(
            [Efremov], leased.Delivery.DeliveryId, leased.Delivery.LeaseId!.Value, CancellationToken.None));
        Assert.True(again.Already);
        Assert.Equal(said[again.Receipt.ReceiptId], again.Receipt.Bytes);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_that_waits_in_the_backup_and_was_collected_since_is_collected()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var backup = await AgedAsync(region);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Collected, (await InAsync(region, accepted)).State);
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_that_waits_in_the_backup_and_may_have_been_read_since_is_perhaps_seen()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var backup = await AgedAsync(region);
        Assert.False(Assert.Single(await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov], "test", 9, CancellationToken.None)).PerhapsSeen);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.True(Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov)).PerhapsSeen);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Declined_mail_stays_declined()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        var leased = Assert.Single(await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov], "test", 9, CancellationToken.None));
        await region.EfremovNode.Gateway.Mailbox.DeclineAsync(
            [Efremov], leased.Delivery.DeliveryId, leased.Delivery.LeaseId!.Value, DeclineCodes.WrongAddressee, CancellationToken.None);
        await region.RunAsync(Minute);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Declined, (await InAsync(region, accepted)).State);
        Assert.Equal(DeliveryState.Declined, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_passed_on_since_the_backup_is_known_as_passed_on()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var down = await SendAsync(region.Tula, Government, [Lobanovo]);
        var up = await SendAsync(region.LobanovoNode, Lobanovo, [Government, Moscow]);
        await region.RunAsync(Minute);
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minute);
        var said = await OwnReceiptsAsync(region.EfremovNode);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(down.Container.MessageId, Lobanovo, Lane.Relay));
        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(up.Container.MessageId, Government, Lane.Relay));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(up.Container.MessageId, Moscow, Lane.Relay));
        Assert.DoesNotContain(region.EfremovNode.Link.Tried, tried => tried.EndsWith(" container", StringComparison.Ordinal));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_that_was_to_be_passed_on_is_passed_on_after_the_restore()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Stop("lobanovo");
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));

        await region.RestoreAsync(backup);
        await region.RestartAsync("lobanovo");
        await region.RunAsync(Minute);

        Assert.False(Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo)).PerhapsSeen);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_sent_since_the_backup_is_known_again_and_the_same_submission_is_the_same_message()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var letter = Letter(Efremov, [Government, Lobanovo]);
        var keyed = Letter(Efremov, [Lobanovo]) with { IdempotencyKey = "a key of its own" };
        var first = await SubmitAsync(region, letter);
        var second = await SubmitAsync(region, keyed);
        await region.RunAsync(Minute);
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minute);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        var message = first.Container.MessageId;
        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(message, Government));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(message, Lobanovo));
        Assert.Equal("№ 1-2/3 от 02.03.2026", (await region.EfremovNode.ReadAsync(journal => journal.ContainersOf(message).Single())).Subject);
        var repeated = await SubmitAsync(region, letter);
        Assert.Equal((true, message, first.Container.Digest), (repeated.Repeated, repeated.Container.MessageId, repeated.Container.Digest));
        Assert.Equal(second.Container.MessageId, (await SubmitAsync(region, keyed)).Container.MessageId);
        Assert.Equal(second.Container.MessageId, (await SubmitAsync(region, keyed with { IdempotencyKey = null })).Container.MessageId);
        var other = Letter(Efremov, [Government, Lobanovo], first.Container.PackageMessageId, "%PDF-1.4 another letter");
        Assert.Equal(
            ProblemCodes.IdempotencyConflict,
            Assert.IsType<AdmissionResult.NotTaken>(await region.EfremovNode.Gateway.Admission.SubmitAsync(other, CancellationToken.None)).Problem.Code);

        // Nobody gets it twice.
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        Assert.Equal(2, (await region.LobanovoNode.TakeAllAsync(Lobanovo)).Count);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Recipients_that_had_not_been_reached_are_reached_after_the_restore()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Stop("lobanovo");
        var accepted = await SendAsync(region.EfremovNode, Efremov, [Government, Lobanovo]);
        await region.RunAsync(Minute);

        await region.RestoreAsync(backup);
        await region.RestartAsync("lobanovo");
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Lobanovo));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Mail_that_is_queued_in_the_backup_and_was_delivered_since_is_delivered()
    {
        var region = await OpenAsync();
        region.Stop("tula");
        var accepted = await SendAsync(region.EfremovNode, Efremov, [Government]);
        await region.RunAsync(Minute);
        var backup = region.BackUp("efremov");
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Single(await region.Tula.TakeAllAsync(Government));

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(accepted.Container.MessageId, Government));
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task A_refusal_said_since_the_backup_is_said_again_with_the_same_octets()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        region.Stop("efremov");
        var letter = Letter(Government, [Efremov]) with { DeliverBy = region.Time.GetUtcNow().AddMinutes(5) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromMinutes(5));
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        var said = await OwnReceiptsAsync(region.EfremovNode);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        var refusal = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
        Assert.Equal("tula", refusal.From);
        Assert.NotNull(refusal.Blob);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Doors_are_shut_until_every_neighbour_has_told_or_is_given_up()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        region.Stop("lobanovo");
        await region.RestoreAsync(backup);
        var waiting = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        var gateway = region.EfremovNode.Gateway;
        Assert.True(gateway.Restoration.IsUnderWay);
        var submitted = await gateway.Admission.SubmitAsync(Letter(Efremov, [Government]), CancellationToken.None);
        Assert.Equal(ProblemCodes.Restoring, Assert.IsType<AdmissionResult.NotTaken>(submitted).Problem.Code);
        Assert.Empty(await gateway.Mailbox.LeaseAsync([Efremov], "test", 9, CancellationToken.None));
        Assert.Equal(ProblemCodes.Restoring, (await gateway.Receipts.ReceiveAsync("tula", sent.Receipts[0].Bytes, CancellationToken.None))!.Code);
        var queued = await region.Tula.ReadAsync(journal => journal.FindDelivery(waiting.Deliveries[0].DeliveryId)!);
        Assert.StartsWith(ProblemCodes.Restoring, queued.LastError, StringComparison.Ordinal);

        // What Tula told is there already, but nobody is shown it yet.
        Assert.Equal(DeliveryState.Waiting, (await InAsync(region, sent)).State);
        await region.EfremovNode.Journal.CommitAsync(
            journal =>
            {
                journal.Put(new ReconciledPeerRow("lobanovo", region.Time.GetUtcNow(), GivenUp: true));
                return true;
            },
            CancellationToken.None);
        await region.RunAsync(TimeSpan.FromMinutes(15));
        Assert.False(gateway.Restoration.IsUnderWay);
        Assert.NotNull((await region.EfremovNode.ReadAsync(journal => journal.LastRestore()))!.EndedAt);
        Assert.Equal(2, (await region.EfremovNode.TakeAllAsync(Efremov)).Count);
        await AgreeAsync(region);
    }

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
    public async Task A_node_that_dies_while_it_is_told_is_told_the_rest()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        await SendAsync(region.Tula, Government, [Efremov, Lobanovo]);
        await SendAsync(region.EfremovNode, Efremov, [Government]);
        await region.RunAsync(Minute);
        var said = await OwnReceiptsAsync(region.EfremovNode);

        for (var commits = 0; ; commits++)
        {
            await region.RestoreAsync(backup);
            var left = commits;
            region.EfremovNode.Journal.Fault = () => left-- > 0 ? null : new JournalException("the power went", isTransient: false);
            try
            {
                await region.RunAsync(Minute);
            }
            catch (JournalException)
            {
                await region.RestartAsync("efremov");
                await region.RunAsync(Minute);
            }

            Assert.False(region.EfremovNode.Gateway.Restoration.IsUnderWay);
            AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
            Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.Waiting([Efremov], 50)));
            if (left > 0) break;
            Assert.InRange(commits, 0, 100);
        }

        await AgreeAsync(region);
    }

    [Fact]
    public async Task Two_neighbours_restored_at_once_tell_each_other_what_they_have()
    {
        var region = await OpenAsync();
        var (tula, efremov) = (region.BackUp("tula"), await AgedAsync(region));
        var down = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);

        await region.RestoreAsync(tula);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(down.Container.MessageId, Efremov));
        await region.RestoreAsync(efremov);
        await region.RestoreAsync(region.BackUp("tula"));
        await region.RunAsync(Minute);

        Assert.All(region.Nodes, node => Assert.False(node.Gateway.Restoration.IsUnderWay));
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task The_same_backup_restored_twice_gives_the_same_node_twice()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var mine = await SendAsync(region.EfremovNode, Efremov, [Government]);
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);

        foreach (var _ in new[] { 1, 2 })
        {
            await region.RestoreAsync(backup);
            await region.RunAsync(Minute);
            Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
            Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(mine.Container.MessageId, Government));
            await AgreeAsync(region);
        }
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

    [Fact]
    public async Task Octets_that_are_not_the_containers_are_not_taken_back()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        region.Tula.Blobs.Corrupt(accepted.Container.Blob, octets =>
        {
            octets[octets.Length / 2] ^= 1;
            return octets;
        });

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.False(region.EfremovNode.Gateway.Restoration.IsUnderWay);
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.DeliveriesOf(accepted.Container.MessageId)));
        Assert.Contains(
            await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000)),
            line => line.Kind == EventKinds.Alarm && line.MessageId == accepted.Container.MessageId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_relayed_and_not_verified_yet_is_held_again(bool isInTheBackup)
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));

        await region.RestoreAsync(isInTheBackup ? region.BackUp("efremov") : backup);
        await region.RunAsync(Minute);

        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));
        Assert.True(Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov)).PerhapsSeen);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task What_is_held_in_the_backup_and_was_delivered_since_is_delivered()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        var backup = region.BackUp("efremov");
        await region.RunAsync(Minute);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));
        Assert.Equal(DeliveryState.Collected, (await InAsync(region, accepted)).State);
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        await AgreeAsync(region);
    }

    [Fact]
    public async Task A_stranger_to_a_delivery_is_told_nothing_and_given_nothing()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);

        var recollection = region.EfremovNode.Gateway.Recollection;
        Assert.NotEmpty((await recollection.ListAsync("tula", Start, 0, CancellationToken.None)).Deliveries);
        Assert.Empty((await recollection.ListAsync("lobanovo", Start, 0, CancellationToken.None)).Deliveries);
        Assert.Null(await recollection.OpenContainerAsync("lobanovo", accepted.Container.Digest, CancellationToken.None));
        Assert.NotNull(await recollection.OpenContainerAsync("tula", accepted.Container.Digest, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_exchanged_is_told_page_by_page()
    {
        var region = await OpenAsync();
        var backup = await AgedAsync(region);
        for (var number = 0; number < 51; number++) await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.NotNull((await region.Tula.Gateway.Recollection.ListAsync("efremov", Start, 0, CancellationToken.None)).Next);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Equal(51, (await region.EfremovNode.ReadAsync(journal => journal.Waiting([Efremov], 100))).Count);
    }

    /// <summary>A backup of the town in the middle, older than the margin that clocks are allowed: what it holds is not told again by chance.</summary>
    private static async Task<VirtualBackup> AgedAsync(VirtualRegion region)
    {
        await region.RunAsync(Minute);
        var backup = region.BackUp("efremov");
        await region.RunAsync(TimeSpan.FromHours(2));
        return backup;
    }

    private static async Task TakeAsync(VirtualRegion region, Func<NodeEntry, NodeEntry> change)
    {
        foreach (var node in region.Nodes)
            Assert.Null(await node.Gateway.Directory.OfferAsync(Successor(change, organisation => organisation), CancellationToken.None));
    }

    private static async Task<AdmissionResult.Accepted> SubmitAsync(VirtualRegion region, Submission submission) =>
        Assert.IsType<AdmissionResult.Accepted>(await region.EfremovNode.Gateway.Admission.SubmitAsync(submission, CancellationToken.None));

    private static Task<DeliveryRow> InAsync(VirtualRegion region, AdmissionResult.Accepted accepted) =>
        region.EfremovNode.ReadAsync(journal => journal.FindDelivery(Lane.In, accepted.Container.Sender, accepted.Container.MessageId, Efremov)!);

    private static Task<Dictionary<Guid, byte[]>> OwnReceiptsAsync(VirtualNode node) => node.ReadAsync(journal =>
        journal.AllReceipts().Where(row => row.IssuerNode == node.Id && row.Kind != ReceiptKind.Accepted).ToDictionary(row => row.ReceiptId, row => row.Bytes));

    private static void AssertSame(Dictionary<Guid, byte[]> before, Dictionary<Guid, byte[]> after)
    {
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
    }

    /// <summary>
    /// After whatever happened: every store is sound, a receipt has the same octets wherever it lies, nobody said one thing twice, and nobody owes
    /// anything for ever.
    /// </summary>
    private static async Task AgreeAsync(VirtualRegion region)
    {
        await region.RunAsync(Minute);
        var receipts = new List<ReceiptRow>();
        foreach (var node in region.Nodes)
        {
            var check = new StoreCheck(node.Journal, node.Blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default);
            Assert.Empty((await check.RunAsync(deep: true, CancellationToken.None)).Findings);
            receipts.AddRange(await node.ReadAsync(journal => journal.AllReceipts().ToList()));
        }

        Assert.All(receipts, row => Assert.True(row.Counts));
        Assert.All(receipts.GroupBy(row => row.ReceiptId), copies => Assert.Single(copies.Select(row => Convert.ToHexString(row.Bytes)).Distinct()));
        Assert.All(
            receipts.GroupBy(row => (row.IssuerNode, row.Kind, row.MessageId, row.Recipient, row.Container)),
            said => Assert.Single(said.Select(row => row.ReceiptId).Distinct()));
    }
}

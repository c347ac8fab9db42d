using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using static Sed.Exchange.Tests.Delivery.Restored;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>
/// A node loses its disk and comes back from an older backup: what it had acknowledged since comes back from its peers, once, with the receipts
/// it had signed, octet for octet.
/// </summary>
public sealed class RestoreTests
{
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_that_came_back_to_its_origin_because_the_mailbox_is_there_now_waits_again(bool isLetterInTheBackup)
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        await region.RunAsync(Minute);
        var before = region.BackUp("tula");
        if (!isLetterInTheBackup) await region.RunAsync(TimeSpan.FromHours(2));
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minute);
        var backup = isLetterInTheBackup ? region.BackUp("tula") : before;
        var moved = Successor(node => node, organisation => organisation.Id == Lobanovo ? organisation with { Node = "tula" } : organisation);
        await VirtualRegion.TakeAsync(moved, [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(DeliveryState.Waiting, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo, Lane.In));

        await region.RestartAsync("lobanovo");
        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.False(region.Tula.Gateway.Restoration.IsUnderWay);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
        Assert.True(Assert.Single(await region.Tula.TakeAllAsync(Lobanovo)).PerhapsSeen);
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task Mail_that_the_node_of_its_sender_sealed_comes_back_though_another_node_serves_that_sender_now()
    {
        var region = await OpenAsync();
        await VirtualRegion.TakeAsync(Successor(2, node => node, body => body.Id == Government ? body with { Seals = [] } : body), [.. region.Nodes]);
        region.IdentityOf("tula").Take(new NodeKeys([ReceiptKeyOf("tula")], new Dictionary<Guid, IReadOnlyList<SigningKey>> { [Government] = [ReceiptKeyOf("tula")] }));
        var backup = await AgedAsync(region);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minute);
        await VirtualRegion.TakeAsync(Successor(3, node => node, body => body.Id == Government ? body with { Seals = [], Node = "lobanovo" } : body), [.. region.Nodes]);
        await region.RunAsync(Minute);
        var said = await OwnReceiptsAsync(region.EfremovNode);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        var back = await InAsync(region, accepted);
        Assert.Equal(DeliveryState.Waiting, back.State);
        AssertSame(said, await OwnReceiptsAsync(region.EfremovNode));
        await AgreeAsync(region);

        // Its installation is shown a seal that holds.
        await using var content = await region.EfremovNode.Gateway.Mailbox.OpenAsync([Efremov], back.DeliveryId, CancellationToken.None);
        Assert.Equal(VerdictResult.Passed, content!.Container.Verdict.Result);
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
}

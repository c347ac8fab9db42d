using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

public sealed class LaneTests
{
    [Fact]
    public async Task One_submission_reaches_three_towns_and_comes_back_as_receipts()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov, Lobanovo, Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        Assert.Single(await region.Tula.TakeAllAsync(Moscow));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var message = accepted.Container.MessageId;
        Assert.Equal(["Accepted tula", "Delivered efremov", "Collected efremov"], await region.Tula.TimelineAsync(message, Efremov));
        Assert.Equal(
            ["Accepted tula", "Relayed efremov", "Delivered lobanovo", "Collected lobanovo"], await region.Tula.TimelineAsync(message, Lobanovo));
        Assert.Equal(["Accepted tula", "Delivered tula", "Collected tula"], await region.Tula.TimelineAsync(message, Moscow));
        foreach (var recipient in new[] { Efremov, Lobanovo, Moscow })
            Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, recipient));
        foreach (var node in region.Nodes) Assert.Empty(await node.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
    }

    [Fact]
    public async Task A_settlement_writes_up_through_its_parent()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.LobanovoNode, Lobanovo, [Government, Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(DeliveryState.Delivered, await region.LobanovoNode.StateAsync(accepted.Container.MessageId, Government));
        Assert.Equal(DeliveryState.Delivered, await region.LobanovoNode.StateAsync(accepted.Container.MessageId, Moscow));

        // One transfer per hop carried both recipients.
        Assert.Equal(["efremov container"], region.LobanovoNode.Link.Tried);
        Assert.Single(region.EfremovNode.Link.Tried, tried => tried == "tula container");
    }

    [Fact]
    public async Task A_container_that_is_only_named_is_answered_to_who_brought_it_and_to_nobody_else()
    {
        var region = await OpenAsync();
        var sent = (await SendAsync(region.Tula, Government, [Efremov])).Container;
        var altered = await region.Tula.OctetsOfAsync(sent);
        altered[altered.AsSpan().IndexOf("a letter"u8)] ^= 1;
        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await ReceiveAsync(region, sent, altered)).Receipts);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        async Task<ReceiptKind?> SaidAsync(string peer, DigestValue digest) =>
            (await region.EfremovNode.Gateway.Reception.FindSaidAsync(peer, digest, Government, sent.MessageId, [Efremov], CancellationToken.None))?.Single().Kind;

        // Who names a digest need not have the octets.
        Assert.Equal(ReceiptKind.Delivered, await SaidAsync("tula", sent.Digest));
        Assert.Null(await SaidAsync("lobanovo", sent.Digest));

        Assert.Equal(ReceiptKind.Refused, await SaidAsync("tula", refused.Container));
        Assert.Null(await SaidAsync("lobanovo", refused.Container));
    }

    [Fact]
    public async Task The_wire_is_told_how_often_a_container_has_failed_to_arrive()
    {
        var region = await OpenAsync();
        var (attempts, failing) = (new List<int>(), 2);
        region.Tula.Link.Sending = transfer => attempts.Add(transfer.Attempts);
        region.Tula.Link.Fault = _ => failing-- > 0 ? new WireFault.QuestionLost() : null;
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        // An attempt that found nobody is repeated once at once, and counts as one.
        Assert.Equal([0, 0, 1], attempts);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_again_and_answered_with_the_same_bytes()
    {
        var region = await OpenAsync();
        var lost = 2;
        region.Tula.Link.Fault = _ => lost-- > 0 ? new WireFault.AnswerLost() : null;
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        var message = accepted.Container.MessageId;
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
        var issued = await region.EfremovNode.ReadAsync(journal => journal.AllReceipts().Single(receipt => receipt.Kind == ReceiptKind.Delivered));
        var held = await region.Tula.ReadAsync(journal => journal.FindReceipt(issued.ReceiptId)!);
        Assert.Equal(issued.Bytes, held.Bytes);
    }

    [Fact]
    public async Task A_peer_that_rejects_what_our_disk_has_changed_is_asked_for_the_proof_of_what_it_took_before()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Tula.Blobs.Corrupt(sent.Container.Blob, octets =>
        {
            octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
            return octets;
        });
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(
            ["Accepted tula", "Delivered efremov", "Collected efremov"],
            (await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov)).OrderBy(entry => entry[0] == 'C'));
    }

    [Fact]
    public async Task A_rejection_of_what_our_own_disk_has_changed_names_our_disk_and_not_the_peer()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        region.Tula.Blobs.Corrupt(sent.Container.Blob, octets =>
        {
            octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
            return octets;
        });
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(30));

        var alarms = await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(line => line.Kind == EventKinds.Alarm).ToList());
        Assert.NotEmpty(alarms);
        Assert.All(alarms, alarm => Assert.Equal($"cannot be handed to efremov: blob {sent.Container.Blob} has changed on the disk", alarm.Detail));
        var queued = await region.Tula.ReadAsync(journal => journal.FindDelivery(sent.Deliveries[0].DeliveryId)!);
        Assert.StartsWith(PeerCodes.BlobUnreadable, queued.LastError, StringComparison.Ordinal);
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task A_dead_peer_delays_only_its_own_mail()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var dead = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        var alive = await SendAsync(region.Tula, Government, [Moscow]);

        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(dead.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(alive.Container.MessageId, Moscow));
        var queued = await region.Tula.ReadAsync(journal => journal.FindDelivery(dead.Deliveries[0].DeliveryId)!);
        Assert.StartsWith(PeerCodes.Unreachable, queued.LastError, StringComparison.Ordinal);
        Assert.InRange(queued.Attempts, 2, 40);

        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(dead.Container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task A_relay_that_restarts_goes_on_where_its_journal_ends()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(DeliveryState.Sent, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));

        await region.RestartAsync("efremov");
        await region.RestartAsync("lobanovo");
        await region.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task Without_proof_the_origin_says_undelivered_once_and_proof_that_comes_late_outranks_it()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var letter = Letter(Government, [Lobanovo]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var message = accepted.Container.MessageId;

        // Efremov hands over in time, but between it and Tula everything is cut until long after the deadline.
        region.EfremovNode.Link.Fault = peer => peer == "tula" ? new WireFault.QuestionLost() : null;
        await region.RunAsync(TimeSpan.FromMinutes(30));
        await region.RestartAsync("lobanovo");
        region.Tula.Link.Fault = _ => new WireFault.QuestionLost();
        await region.RunAsync(TimeSpan.FromMinutes(60));
        Assert.Equal(DeliveryState.Undelivered, await region.Tula.StateAsync(message, Lobanovo));
        Assert.Equal(DeliveryState.Waiting, await region.LobanovoNode.StateAsync(message, Lobanovo, Lane.In));

        region.EfremovNode.Link.Fault = null;
        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(60));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, Lobanovo));
        Assert.Equal(
            ["Accepted tula", "Relayed efremov", "Delivered lobanovo", "Undelivered tula"], await region.Tula.TimelineAsync(message, Lobanovo));
    }

    [Fact]
    public async Task Proof_that_was_lost_with_every_answer_is_asked_for_after_the_deadline()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var letter = Letter(Government, [Efremov]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var message = accepted.Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(80));
        Assert.Equal(DeliveryState.Undelivered, await region.Tula.StateAsync(message, Efremov));
        Assert.Equal(DeliveryState.Waiting, await region.EfremovNode.StateAsync(message, Efremov, Lane.In));

        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, Efremov));
        Assert.Equal(["Accepted tula", "Delivered efremov", "Undelivered tula"], await region.Tula.TimelineAsync(message, Efremov));
    }

    [Fact]
    public async Task A_relay_that_refused_for_want_of_time_asks_whether_it_was_late_only_in_hearing()
    {
        var region = await OpenAsync();
        region.EfremovNode.Link.Fault = peer => peer == "lobanovo" ? new WireFault.AnswerLost() : null;
        region.Tula.Link.Fault = peer => peer == "lobanovo" ? new WireFault.QuestionLost() : null;
        var letter = Letter(Government, [Lobanovo]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var message = accepted.Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(80));
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(message, Lobanovo));

        region.EfremovNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(message, Lobanovo, Lane.Relay));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, Lobanovo));
    }

    [Fact]
    public async Task What_the_installation_took_is_never_called_undelivered_though_its_proof_was_lost()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var letter = Letter(Government, [Efremov]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var message = accepted.Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal(["Accepted tula", "Collected efremov"], await region.Tula.TimelineAsync(message, Efremov));

        region.Tula.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, Efremov));
        Assert.Contains("Delivered efremov", await region.Tula.TimelineAsync(message, Efremov));
    }

    [Fact]
    public async Task A_relay_that_still_holds_it_at_the_deadline_refuses_it_towards_the_origin()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var letter = Letter(Government, [Lobanovo]) with { DeliverBy = Start.AddHours(1) };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromHours(2));

        var receipts = await region.Tula.ReadAsync(journal => journal.ReceiptsOf(accepted.Container.MessageId));
        var refused = Assert.Single(receipts, receipt => receipt.Kind == ReceiptKind.Refused);
        Assert.Equal(ReasonCodes.DeadlinePassed, refused.Reason);
        Assert.Equal("efremov", refused.IssuerNode);
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(accepted.Container.MessageId, Lobanovo));
        Assert.DoesNotContain(receipts, receipt => receipt.Kind == ReceiptKind.Undelivered);
    }

    [Fact]
    public async Task The_same_submission_again_is_answered_as_it_was()
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Efremov, Moscow]);
        var first = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        var second = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        Assert.False(first.Repeated);
        Assert.True(second.Repeated);
        Assert.Equal(first.Receipts.Select(receipt => Convert.ToHexString(receipt.Bytes)), second.Receipts.Select(receipt => Convert.ToHexString(receipt.Bytes)));
        Assert.Single(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList()));

        var other = Letter(Government, [Efremov, Moscow], letter.Files[0].Name == "DocInfo.xml" ? first.Container.PackageMessageId : null, "%PDF-1.4 another letter");
        var conflict = Assert.IsType<AdmissionResult.NotTaken>(await region.Tula.Gateway.Admission.SubmitAsync(other, CancellationToken.None));
        Assert.Equal(ProblemCodes.IdempotencyConflict, conflict.Problem.Code);
    }

    [Fact]
    public async Task An_altered_container_is_refused_under_its_own_digest_and_the_intact_one_is_delivered_once()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        var intact = await region.Tula.OctetsOfAsync(accepted.Container);
        var altered = intact.ToArray();
        altered[altered.AsSpan().IndexOf("a letter"u8)] ^= 1;

        var first = await ReceiveAsync(region, accepted.Container, altered);
        var again = await ReceiveAsync(region, accepted.Container, altered);
        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(first).Receipts);
        Assert.Equal(ReceiptKind.Refused, refused.Kind);
        Assert.NotEqual(accepted.Container.Digest, refused.Container);
        Assert.Equal(refused.Bytes, Assert.Single(Assert.IsType<ReceptionResult.Answered>(again).Receipts).Bytes);
        Assert.Equal(ReceiptKind.Refused, Assert.IsType<Receipt>(ReceiptFile.Open(refused.Bytes, InForce, Start).Receipt).Kind);

        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));

        // The refused octets are kept as evidence.
        var refusal = await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().Single());
        Assert.NotNull(refusal.Blob);
        await using var kept = await region.EfremovNode.Blobs.OpenAsync(refusal.Blob, CancellationToken.None);
        Assert.Equal(altered.Length, kept.Length);
    }

    [Fact]
    public async Task A_container_damaged_on_the_wire_gets_no_receipt()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        var result = await region.EfremovNode.Gateway.Reception.ReceiveAsync(
            Incoming(accepted.Container, [1, 2, 3]) with { ContentSha256 = new byte[32] }, CancellationToken.None);
        Assert.Equal(ProblemCodes.DigestMismatch, Assert.IsType<ReceptionResult.NotTaken>(result).Problem.Code);
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
        Assert.Empty(await BlobsOf(region.EfremovNode));
    }

    [Fact]
    public async Task Somebody_else_is_not_answered_with_a_receipt_given_to_the_previous_hop()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var bytes = await region.Tula.OctetsOfAsync(accepted.Container);
        var result = await region.EfremovNode.Gateway.Reception.ReceiveAsync(
            Incoming(accepted.Container, bytes, Lobanovo) with { Peer = "lobanovo", Path = ["lobanovo"] }, CancellationToken.None);
        Assert.Equal(ProblemCodes.Loop, Assert.IsType<ReceptionResult.NotTaken>(result).Problem.Code);
    }

    [Fact]
    public async Task An_expired_lease_gives_the_message_back_marked_and_a_past_holder_may_still_collect()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Moscow]);
        var mailbox = region.Tula.Gateway.Mailbox;
        var first = Assert.Single(await mailbox.LeaseAsync([Moscow], "one", 10, CancellationToken.None));
        Assert.False(first.PerhapsSeen);
        Assert.Empty(await mailbox.LeaseAsync([Moscow], "two", 10, CancellationToken.None));

        await region.RunAsync(TimeSpan.FromMinutes(10));
        var second = Assert.Single(await mailbox.LeaseAsync([Moscow], "two", 10, CancellationToken.None));
        Assert.True(second.PerhapsSeen);
        Assert.Equal(first.Delivery.DeliveryId, second.Delivery.DeliveryId);

        var late = await mailbox.CollectAsync([Moscow], first.Delivery.DeliveryId, first.Delivery.LeaseId!.Value, CancellationToken.None);
        Assert.False(Assert.IsType<SettlementResult.Settled>(late).Already);
        var already = await mailbox.CollectAsync([Moscow], first.Delivery.DeliveryId, second.Delivery.LeaseId!.Value, CancellationToken.None);
        Assert.True(Assert.IsType<SettlementResult.Settled>(already).Already);
    }

    [Fact]
    public async Task Nobody_reads_or_settles_the_mail_of_others()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Moscow]);
        var item = Assert.Single(await region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "one", 10, CancellationToken.None));
        var mailbox = region.Tula.Gateway.Mailbox;
        Assert.Null(await mailbox.OpenAsync([Government], item.Delivery.DeliveryId, CancellationToken.None));
        var result = await mailbox.CollectAsync([Government], item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value, CancellationToken.None);
        Assert.Equal(ProblemCodes.NotFound, Assert.IsType<SettlementResult.NotDone>(result).Problem.Code);
        Assert.Empty(await mailbox.LeaseAsync([Government, Efremov], "two", 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_submission_that_cannot_become_durable_leaves_nothing_and_can_be_repeated()
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Moscow]);
        region.Tula.Blobs.Fault = () => new Sed.Exchange.Delivery.Blobs.BlobException("disk full", isTransient: true);
        await Assert.ThrowsAsync<Sed.Exchange.Delivery.Blobs.BlobException>(
            () => region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllReceipts().ToList()));
        Assert.Empty(await BlobsOf(region.Tula));

        region.Tula.Blobs.Fault = null;
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
    }

    [Fact]
    public async Task A_store_that_is_away_leaves_no_announcements_behind()
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Moscow]);
        region.Tula.Blobs.IsAway = true;
        var away = await Assert.ThrowsAsync<Sed.Exchange.Delivery.Blobs.BlobException>(
            () => region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        Assert.True(away.IsUnreachable);
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllBlobs().ToList()));

        region.Tula.Blobs.IsAway = false;
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
    }

    [Fact]
    public async Task Garbage_for_an_answer_moves_nothing_and_raises_an_alarm()
    {
        var region = await OpenAsync();
        var garbage = 1;
        region.Tula.Link.Fault = _ => garbage-- > 0 ? new WireFault.Instead(new PeerAnswer.Answered([[1, 2, 3]])) : null;
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Contains(
            await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 100)), line => line.Kind == EventKinds.Alarm);
    }

    private static Task<ReceptionResult> ReceiveAsync(VirtualRegion region, ContainerRow container, byte[] octets) =>
        region.EfremovNode.Gateway.Reception.ReceiveAsync(Incoming(container, octets), CancellationToken.None);

    private static IncomingContainer Incoming(ContainerRow container, byte[] octets, Guid? recipient = null) => new(
        "tula",
        container.MessageId,
        container.Sender,
        [recipient ?? Efremov],
        ["tula"],
        DirectorySerial: 1,
        SHA256.HashData(octets),
        new MemoryStream(octets, writable: false));

    private static async Task<List<string>> BlobsOf(VirtualNode node)
    {
        var names = new List<string>();
        await foreach (var name in node.Blobs.ListAsync(CancellationToken.None)) names.Add(name);
        return names;
    }
}

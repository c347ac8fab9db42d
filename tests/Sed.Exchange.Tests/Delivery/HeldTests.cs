using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Containers whose verification takes longer than a caller waits: here no verdict comes in time at all.</summary>
public sealed class HeldTests
{
    private static readonly DeliveryOptions NeverInTime = new() { VerifyWithin = TimeSpan.Zero };

    [Fact]
    public async Task A_letter_is_relayed_now_and_delivered_later()
    {
        var region = await OpenAsync(NeverInTime);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["Accepted tula", "Relayed efremov", "Delivered efremov"], await region.Tula.TimelineAsync(accepted.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        Assert.Empty(await HeldBy(region.EfremovNode));
    }

    [Fact]
    public async Task A_relay_sends_it_on_after_its_own_verdict()
    {
        var region = await OpenAsync(NeverInTime);
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["Accepted tula", "Relayed efremov", "Delivered lobanovo"], await region.Tula.TimelineAsync(accepted.Container.MessageId, Lobanovo));
        var relayed = await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(accepted.Container.MessageId, Lobanovo));
        Assert.Single(relayed, receipt => receipt.Kind == ReceiptKind.Relayed && receipt.IssuerNode == "efremov");
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task Until_the_verdict_nobody_is_shown_it_and_its_blob_is_kept()
    {
        var (region, container, octets) = await LetterAsync();
        var relayed = await ReceiveAsync(region, container, octets);

        Assert.Equal(ReceiptKind.Relayed, relayed.Kind);
        Assert.Equal(container.Digest, relayed.Container);
        Assert.Empty(await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov], "one", 10, CancellationToken.None));
        var held = Assert.Single(await HeldBy(region.EfremovNode));
        Assert.Equal(BlobIntentState.Committed, (await region.EfremovNode.ReadAsync(journal => journal.FindBlobIntent(held.Blob)))!.State);
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.DeliveriesOf(container.MessageId)));
    }

    [Fact]
    public async Task A_node_that_dies_meanwhile_verifies_after_its_restart()
    {
        var (region, container, octets) = await LetterAsync();
        await ReceiveAsync(region, container, octets);
        region.Time.Advance(TimeSpan.FromSeconds(1));
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(DeliveryState.Waiting, await region.EfremovNode.StateAsync(container.MessageId, Efremov, Lane.In));
        Assert.Contains("Delivered efremov", await region.Tula.TimelineAsync(container.MessageId, Efremov));
    }

    [Fact]
    public async Task The_same_octets_again_get_the_same_receipt_and_after_the_verdict_that_one()
    {
        var (region, container, octets) = await LetterAsync();
        var first = await ReceiveAsync(region, container, octets);
        var second = await ReceiveAsync(region, container, octets);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Single(await HeldBy(region.EfremovNode));

        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(ReceiptKind.Delivered, (await ReceiveAsync(region, container, octets)).Kind);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task Of_two_recipients_one_of_whom_was_answered_before_only_the_other_is_held()
    {
        var region = await OpenAsync(NeverInTime);
        var origin = await OpenAsync();
        var container = (await SendAsync(origin.EfremovNode, Efremov, [Government, Moscow])).Container;
        var bytes = await origin.EfremovNode.OctetsOfAsync(container);
        Assert.Equal([ReceiptKind.Relayed], await TakenAsync(Government));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([ReceiptKind.Delivered, ReceiptKind.Relayed], await TakenAsync(Government, Moscow));
        Assert.Equal(Moscow, Assert.Single(await HeldBy(region.Tula)).Recipient);
        Assert.Equal([ReceiptKind.Delivered, ReceiptKind.Relayed], await TakenAsync(Government, Moscow));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        foreach (var recipient in new[] { Government, Moscow }) Assert.Single(await region.Tula.TakeAllAsync(recipient));
        Assert.Equal([ReceiptKind.Delivered, ReceiptKind.Delivered], await TakenAsync(Government, Moscow));

        async Task<IEnumerable<ReceiptKind>> TakenAsync(params Guid[] recipients) => Assert.IsType<ReceptionResult.Answered>(await region.Tula.Gateway.Reception.ReceiveAsync(
            Incoming(container, bytes) with { Peer = "efremov", Path = ["efremov"], Recipients = recipients }, CancellationToken.None)).Receipts.Select(receipt => receipt.Kind);
    }

    [Fact]
    public async Task One_recipient_that_goes_round_does_not_keep_the_others_from_their_letter()
    {
        var region = await OpenAsync(NeverInTime);
        var origin = await OpenAsync();
        var container = (await SendAsync(origin.Tula, Government, [Lobanovo, Moscow])).Container;
        var bytes = await origin.Tula.OctetsOfAsync(container);
        await TakeAsync(Successor(2, node => node, row => row.Id == Moscow ? row with { Node = "lobanovo" } : row), [.. region.Nodes]);
        Assert.IsType<ReceptionResult.Answered>(await region.LobanovoNode.Gateway.Reception.ReceiveAsync(
            Incoming(container, bytes) with { Peer = "efremov", Path = ["tula", "efremov"], Recipients = [Lobanovo, Moscow], DirectorySerial = 2 }, CancellationToken.None));

        // The only way to it leads back over who brought it.
        await TakeAsync(Successor(3, node => node, row => row), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        Assert.Equal(Moscow, Assert.Single(await HeldBy(region.LobanovoNode)).Recipient);
    }

    [Fact]
    public async Task An_altered_container_is_refused_later_and_does_not_stand_in_the_way_of_the_intact_one()
    {
        var (region, container, octets) = await LetterAsync();
        var altered = octets.ToArray();
        altered[altered.AsSpan().IndexOf("a letter"u8)] ^= 1;
        Assert.Equal(ReceiptKind.Relayed, (await ReceiveAsync(region, container, altered)).Kind);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var refusal = await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().Single());
        Assert.Equal(new DigestValue("sha-256", SHA256.HashData(altered)), refusal.Container);
        await using var kept = await region.EfremovNode.Blobs.OpenAsync(refusal.Blob!, CancellationToken.None);
        Assert.Equal(altered.Length, kept.Length);
        var said = await region.Tula.ReadAsync(journal => journal.ReceiptsOf(container.MessageId));
        Assert.False(Assert.Single(said, receipt => receipt.Kind == ReceiptKind.Refused).Counts);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task What_was_carried_as_another_message_is_refused()
    {
        var (region, container, octets) = await LetterAsync();
        var other = Guid.NewGuid();
        await ReceiveAsync(region, container with { MessageId = other }, octets);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var refused = Assert.Single(
            await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(other)), receipt => receipt.Kind == ReceiptKind.Refused);
        Assert.Equal(ReasonCodes.OtherMessage, refused.Reason);
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_blob_store_out_of_reach_postpones_the_verdict()
    {
        var (region, container, octets) = await LetterAsync();
        await ReceiveAsync(region, container, octets);
        region.Stop("tula");
        var failures = 3;
        region.EfremovNode.Blobs.ReadFault = () => failures-- > 0 ? new BlobException("unreachable", isTransient: true) : null;
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.True(failures < 0);
        Assert.Equal(DeliveryState.Waiting, await region.EfremovNode.StateAsync(container.MessageId, Efremov, Lane.In));
    }

    [Fact]
    public async Task Octets_that_cannot_be_read_raise_one_alarm_and_the_node_goes_on()
    {
        var (region, container, octets) = await LetterAsync();
        await ReceiveAsync(region, container, octets);
        region.Stop("tula");
        var failures = 2;
        region.EfremovNode.Blobs.ReadFault = () => failures-- > 0 ? BlobException.Damage("gone") : null;
        await region.RunAsync(TimeSpan.FromMinutes(5));

        var events = await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 100));
        Assert.True(failures < 0);
        Assert.Single(events, line => line.Kind == EventKinds.Alarm && line.MessageId == container.MessageId);
        Assert.Equal(DeliveryState.Waiting, await region.EfremovNode.StateAsync(container.MessageId, Efremov, Lane.In));
    }

    [Theory]
    [InlineData(5 * 24 * 60, ReceiptKind.Refused)]
    [InlineData(40, ReceiptKind.Delivered)]
    public async Task What_a_clock_far_ahead_sealed_is_refused_and_what_is_due_soon_waits_for_its_time(int minutes, ReceiptKind end)
    {
        var region = await OpenAsync(NeverInTime);
        var origin = await OpenAsync();
        origin.Time.Advance(TimeSpan.FromMinutes(minutes));
        var container = (await SendAsync(origin.Tula, Government, [Efremov])).Container;
        var bytes = await origin.Tula.OctetsOfAsync(container);

        Assert.Equal(ReceiptKind.Relayed, (await ReceiveAsync(region, container, bytes)).Kind);
        await region.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(end == ReceiptKind.Refused, (await HeldBy(region.EfremovNode)).Count == 0);
        await region.RunAsync(TimeSpan.FromMinutes(40));

        Assert.Empty(await HeldBy(region.EfremovNode));
        var said = await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(container.MessageId));
        var receipt = Assert.Single(said, receipt => receipt.Kind == end && receipt.IssuerNode == "efremov");
        Assert.Equal(end == ReceiptKind.Refused ? ReasonCodes.SealedAhead : null, receipt.Reason);
    }

    [Fact]
    public async Task Octets_that_changed_here_are_refused_as_ours_with_an_alarm_and_nothing_is_said_of_the_seal()
    {
        var region = await OpenAsync(NeverInTime);
        var origin = await OpenAsync();
        var container = (await SendAsync(origin.Tula, Government, [Efremov])).Container;
        var bytes = await origin.Tula.OctetsOfAsync(container);
        await ReceiveAsync(region, container, bytes);
        var blob = (await HeldBy(region.EfremovNode))[0].Blob;
        region.EfremovNode.Blobs.Corrupt(blob, octets =>
        {
            octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
            return octets;
        });
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var refusal = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
        Assert.Equal(container.Digest, refusal.Container);
        Assert.Equal(ReasonCodes.StoredDamaged, (await region.EfremovNode.ReadAsync(journal => journal.FindReceipt(refusal.ReceiptId)))!.Reason);
        var events = await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 100));
        Assert.Contains(blob, Assert.Single(events, line => line.Kind == EventKinds.Alarm).Detail);
        Assert.Empty(await HeldBy(region.EfremovNode));
    }

    [Fact]
    public async Task A_peer_may_not_have_more_verified_than_its_queue_takes()
    {
        var (region, container, octets) = await LetterAsync(NeverInTime with { QueueBytesPerDestination = 1000 });
        var result = await region.EfremovNode.Gateway.Reception.ReceiveAsync(Incoming(container, octets), CancellationToken.None);
        Assert.Equal(ProblemCodes.DestinationFull, Assert.IsType<ReceptionResult.NotTaken>(result).Problem.Code);
        Assert.Empty(await HeldBy(region.EfremovNode));
    }

    [Fact]
    public async Task Peers_have_turns_what_one_has_sent_by_the_dozen_stands_before_one_letter_of_another_but_once()
    {
        var region = await OpenAsync(NeverInTime);
        for (var letter = 0; letter < 12; letter++)
        {
            var one = (await SendAsync(region.LobanovoNode, Lobanovo, [Efremov])).Container;
            await region.EfremovNode.Gateway.Reception.ReceiveAsync(
                Incoming(one, await region.LobanovoNode.OctetsOfAsync(one)) with { Peer = "lobanovo", Path = ["lobanovo"] }, CancellationToken.None);
        }

        var other = (await SendAsync(region.Tula, Government, [Efremov])).Container;
        await ReceiveAsync(region, other, await region.Tula.OctetsOfAsync(other));

        await region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        var concluded = region.Log.Of(2026).ToList();
        Assert.Equal(13, concluded.Count);
        Assert.Contains(other.MessageId.ToString(), concluded[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_digests_of_the_content_that_contradict_each_other_are_not_taken()
    {
        var (region, container, octets) = await LetterAsync(new DeliveryOptions());
        var result = await region.EfremovNode.Gateway.Reception.ReceiveAsync(
            Incoming(container, octets) with { Container = new DigestValue("gost-3411-2012-256", new byte[32]) }, CancellationToken.None);
        Assert.Equal(ProblemCodes.HeadersInvalid, Assert.IsType<ReceptionResult.NotTaken>(result).Problem.Code);
    }

    private static async Task<(VirtualRegion Region, ContainerRow Container, byte[] Octets)> LetterAsync(DeliveryOptions? options = null)
    {
        // Sealed in another region of the same keys, because here perhaps nothing may be queued.
        var region = await OpenAsync(options ?? NeverInTime);
        var origin = options?.QueueBytesPerDestination is null ? region : await OpenAsync();
        var container = (await SendAsync(origin.Tula, Government, [Efremov])).Container;
        var bytes = await origin.Tula.OctetsOfAsync(container);
        return (region, container, bytes);
    }

    private static async Task<ReceiptRow> ReceiveAsync(VirtualRegion region, ContainerRow container, byte[] octets) =>
        Assert.Single(Assert.IsType<ReceptionResult.Answered>(
            await region.EfremovNode.Gateway.Reception.ReceiveAsync(Incoming(container, octets), CancellationToken.None)).Receipts);

    private static IncomingContainer Incoming(ContainerRow container, byte[] octets) => new(
        "tula",
        container.MessageId,
        container.Sender,
        [Efremov],
        ["tula"],
        DirectorySerial: 1,
        SHA256.HashData(octets),
        new MemoryStream(octets, writable: false))
    {
        Container = new DigestValue("sha-256", SHA256.HashData(octets)),
    };

    private static Task<List<HeldRow>> HeldBy(VirtualNode node) => node.ReadAsync(journal => journal.AllHeld().ToList());
}

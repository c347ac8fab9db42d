using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.ForeignReceipts;
using static Sed.Exchange.Tests.Delivery.Moves;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Mailboxes move while mail is under way: the rows of the table in docs/message-life.md.</summary>
public sealed class MovingTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task What_is_queued_at_its_origin_goes_to_where_the_mailbox_is_now()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Efremov, "lobanovo"), region.Tula, region.LobanovoNode);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Delivered lobanovo"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task What_is_queued_at_the_node_that_the_mailbox_moves_to_ends_there()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Efremov, "tula"), region.Tula);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Delivered tula"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Single(await region.Tula.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task Octets_that_changed_on_the_disk_of_the_node_the_mailbox_moves_to_come_into_no_mailbox()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Tula.Blobs.Corrupt(sent.Container.Blob, octets =>
        {
            octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
            return octets;
        });
        await TakeAsync(Moved(2, Efremov, "tula"), region.Tula);
        await region.RunAsync(Minutes);

        Assert.Empty(await region.Tula.TakeAllAsync(Efremov));
        Assert.Contains(await AlarmsAsync(region), alarm => alarm!.Contains(sent.Container.Blob, StringComparison.Ordinal));
        await region.RunAsync(TimeSpan.FromDays(4));
        Assert.Equal(["Accepted tula", "Undelivered tula"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task What_a_relay_holds_for_a_mailbox_that_moves_to_the_relay_ends_there()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Lobanovo, "efremov"), region.EfremovNode);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Relayed efremov", "Delivered efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task What_a_relay_gets_back_because_its_mailbox_is_there_now_is_not_said_to_be_relayed_twice()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.LobanovoNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        for (var step = 0; step < 2; step++) await region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.Single(await region.Tula.ReadAsync(journal => journal.HeldOf(sent.Container.Digest)));
        await TakeAsync(Moved(2, Government, "efremov"), [.. region.Nodes]);
        await region.RunAsync(Minutes);

        Assert.Equal(DeliveryState.Delivered, await region.LobanovoNode.StateAsync(sent.Container.MessageId, Government));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Government));
        Assert.Single(
            await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId, Government)),
            receipt => receipt is { Kind: ReceiptKind.Relayed, IssuerNode: "efremov" });
    }

    [Theory]
    [InlineData("tula")]
    [InlineData("lobanovo")]
    public async Task What_was_brought_back_and_is_held_goes_on_when_its_mailbox_has_moved_again_before_the_verdict(string home)
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        byte[] At(long serial, string node) => Successor(serial, entry => entry, row => row.Id == Moscow ? row with { Node = node } : row);
        await TakeAsync(At(2, "lobanovo"), [.. region.Nodes]);
        var sent = await SendAsync(region.Tula, Government, [Moscow]);
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        await StepUntilHeldAsync(region.EfremovNode, region.LobanovoNode, sent);

        // It comes home to the relay, where it is held once more; and its mailbox moves on.
        await TakeAsync(At(3, "efremov"), [.. region.Nodes]);
        await StepUntilHeldAsync(region.LobanovoNode, region.EfremovNode, sent);
        await TakeAsync(At(4, home), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(await (home == "tula" ? region.Tula : region.LobanovoNode).TakeAllAsync(Moscow));
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Moscow));
        foreach (var node in region.Nodes)
        {
            var said = await node.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId, Moscow));
            Assert.All(said.GroupBy(receipt => (receipt.Kind, receipt.IssuerNode)), once => Assert.Single(once));
            Assert.DoesNotContain(said, receipt => receipt.Kind is ReceiptKind.Refused or ReceiptKind.Undelivered);
        }

        await IsPaidAsync(region);
    }

    [Theory]
    [InlineData("lobanovo", "lobanovo", false)]
    [InlineData("lobanovo", "efremov", true)]
    [InlineData("efremov", "lobanovo", true)]
    public async Task Only_who_may_have_had_it_or_whose_word_its_next_hop_brings_refuses_a_letter(string issuer, string bringer, bool counts)
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync(
            bringer, Say(sent.Container, Efremov, ReceiptKind.Refused, issuer, "tula", 1, region.Time.GetUtcNow()), CancellationToken.None));

        Assert.Equal(counts ? DeliveryState.Refused : DeliveryState.Queued, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Equal(counts ? 0 : 1, (await AlarmsAsync(region)).Count);
        if (counts) return;

        // It delays nobody's mail.
        await region.RestartAsync("efremov");
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.DoesNotContain(nameof(ReceiptKind.Refused), await FeedAsync(region.Tula, Government, sent.Container.MessageId));
    }

    [Theory]
    [InlineData("tula", true)]
    [InlineData("efremov", true)]
    [InlineData("lobanovo", true)]
    [InlineData("moscow", false)]
    public async Task A_node_between_two_is_one_of_them_or_on_the_way_up_and_down(string node, bool isBetween)
    {
        var region = await OpenAsync();
        Assert.Equal(isBetween, await region.Tula.ReadAsync(journal => new DirectoryHistory().IsBetween(journal, InForce, node, "tula", Lobanovo, Start)));
    }

    [Fact]
    public async Task What_a_relay_holds_for_a_mailbox_that_moves_back_to_the_origin_is_brought_back_there()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Lobanovo, "tula"), region.Tula, region.EfremovNode);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Relayed efremov", "Delivered tula"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(sent.Container.MessageId, Lobanovo, Lane.Relay));
        Assert.Single(await region.Tula.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task What_was_given_back_to_who_brought_it_is_not_said_to_be_here_when_it_is_brought_again()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        region.Stop("lobanovo");
        var sent = (await SendAsync(region.Tula, Government, [Lobanovo])).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        async Task<string?> SaidToAsync(string peer) =>
            (await region.EfremovNode.Gateway.Reception.FindSaidAsync(peer, sent.Digest, Government, sent.MessageId, [Lobanovo], CancellationToken.None))?.Single().Kind.ToString();
        Assert.Equal("Relayed", await SaidToAsync("tula"));

        // Efremov answers for it no more: to be told that it does, Tula would let go of the only copy that goes anywhere.
        await region.EfremovNode.Journal.CommitAsync(
            journal =>
            {
                var row = journal.FindDelivery(Lane.Relay, Government, sent.MessageId, Lobanovo)!;
                journal.Update(row with { State = DeliveryState.Sent, NextHop = "tula", NextAttemptAt = null });
                return true;
            },
            CancellationToken.None);
        Assert.Null(await SaidToAsync("tula"));
    }

    [Fact]
    public async Task What_waits_stays_and_what_its_node_says_of_it_counts_though_the_mailbox_is_elsewhere_now()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Efremov, "tula"), [.. region.Nodes]);
        await region.RunAsync(Minutes);

        Assert.Empty(await region.Tula.TakeAllAsync(Efremov));
        Assert.True(Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov)).PerhapsSeen);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Delivered efremov", "Collected efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Empty(await AlarmsAsync(region));
    }

    [Fact]
    public async Task What_the_old_node_says_counts_though_the_directory_was_taken_by_a_clock_that_was_set_back()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromHours(1));
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Skews["tula"] = TimeSpan.FromHours(-10);
        await TakeAsync(Moved(2, Efremov, "tula"), region.Tula);
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        region.Skews["tula"] = TimeSpan.Zero;
        await TakeAsync(Moved(2, Efremov, "tula"), region.EfremovNode);
        await region.RunAsync(Minutes);

        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_delivered_that_comes_after_the_move_counts_by_the_directory_of_its_time()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Stop("tula");
        await region.RestartAsync("lobanovo");
        await region.RunAsync(Minutes);
        await region.RestartAsync("tula");
        await TakeAsync(Moved(2, Lobanovo, "efremov"), region.Tula);
        await region.RunAsync(Minutes);

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
        Assert.Empty(await AlarmsAsync(region));
    }

    [Fact]
    public async Task Who_served_a_mailbox_before_may_say_nothing_about_what_was_sent_after_it_moved()
    {
        var region = await OpenAsync();
        await TakeAsync(Moved(2, Efremov, "lobanovo"), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromHours(1));
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        foreach (var serial in new[] { 1, 2 })
        {
            Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync(
                "efremov", Say(sent.Container, Efremov, ReceiptKind.Delivered, "efremov", "tula", serial, region.Time.GetUtcNow()), CancellationToken.None));
        }

        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Equal(2, (await AlarmsAsync(region)).Count(alarm => alarm!.Contains("issuer may not say it", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_calls_himself_the_origin_is_not()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);

        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync(
            "lobanovo", Say(sent.Container, Efremov, ReceiptKind.Undelivered, "lobanovo", "lobanovo", 1, region.Time.GetUtcNow()), CancellationToken.None));

        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Contains(await AlarmsAsync(region), alarm => alarm!.Contains("names another origin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_old_node_is_asked_before_the_new_one_gets_what_it_may_have()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(2));
        region.Tula.Link.Fault = null;
        await TakeAsync(Moved(2, Efremov, "lobanovo"), [.. region.Nodes]);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Delivered efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Empty(await region.LobanovoNode.TakeAllAsync(Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task What_the_old_node_may_have_is_handed_out_at_the_new_one_as_perhaps_seen()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(2));
        region.Stop("efremov");
        region.Tula.Link.Fault = null;
        await TakeAsync(Moved(2, Efremov, "lobanovo"), region.Tula, region.LobanovoNode);
        await region.RunAsync(Minutes);

        Assert.True(Assert.Single(await region.LobanovoNode.TakeAllAsync(Efremov)).PerhapsSeen);

        // What is sent long after the move is as new as any.
        await region.RunAsync(TimeSpan.FromDays(4));
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(Minutes);
        Assert.False(Assert.Single(await region.LobanovoNode.TakeAllAsync(Efremov)).PerhapsSeen);
    }

    [Fact]
    public async Task Mail_that_two_directories_send_in_a_circle_stays_with_its_owner_and_goes_the_newer_way()
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(2, node => node.Id == "lobanovo" ? node with { Parent = "tula" } : node, row => row), region.EfremovNode);
        var sent = await SendAsync(region.Tula, Government, [Lobanovo, Efremov]);
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted tula", "Delivered lobanovo"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));
        Assert.Equal(["Accepted tula", "Delivered efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Efremov));
        Assert.Empty(await AlarmsAsync(region));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(0)]
    public async Task Who_is_behind_takes_nothing_before_it_has_the_directory_of_whoever_sends(int verifyWithin)
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.FromSeconds(verifyWithin) });
        await TakeAsync(Moved(2, Efremov, "tula"), region.Tula);
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);

        // Nobody to fetch it from.
        region.Stop("tula");
        var behind = await region.EfremovNode.Gateway.Reception.ReceiveAsync(await OctetsAsync(region.Tula, sent), CancellationToken.None);
        Assert.Equal(ProblemCodes.DirectoryBehind, Assert.IsType<ReceptionResult.NotTaken>(behind).Problem.Code);

        // It comes again when it was asked to.
        await region.RestartAsync("tula");
        region.Time.Advance(Assert.IsType<ReceptionResult.NotTaken>(behind).Problem.RetryAfter!.Value);
        Assert.IsType<ReceptionResult.Answered>(await region.EfremovNode.Gateway.Reception.ReceiveAsync(await OctetsAsync(region.Tula, sent), CancellationToken.None));
        Assert.Equal(2, region.EfremovNode.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task A_key_that_is_closed_counts_for_what_it_signed_before_and_for_nothing_after()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var before = await SendAsync(region.Tula, Government, [Efremov]);
        var after = await SendAsync(region.Tula, Government, [Efremov]);
        var closed = Start.AddHours(1);
        await TakeAsync(
            Successor(2, node => node.Id == "efremov" ? node with { ReceiptCertificates = [.. node.ReceiptCertificates.Select(entry => entry with { To = closed })] } : node, row => row),
            region.Tula);
        await region.RunAsync(TimeSpan.FromHours(2));

        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync(
            "efremov", Say(before.Container, Efremov, ReceiptKind.Delivered, "efremov", "tula", 1, closed.AddMinutes(-1)), CancellationToken.None));
        Assert.Equal(ProblemCodes.ReceiptInvalid, (await region.Tula.Gateway.Receipts.ReceiveAsync(
            "efremov", Say(after.Container, Efremov, ReceiptKind.Delivered, "efremov", "tula", 1, closed.AddMinutes(1)), CancellationToken.None))!.Code);

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(before.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(after.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task What_a_node_said_before_it_was_closed_stays_said()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await TakeAsync(
            Successor(2, node => node.Id == "efremov" ? null : node.Id == "lobanovo" ? node with { Parent = "tula" } : node, row => row.Id == Efremov ? row with { Node = "lobanovo" } : row),
            region.Tula, region.LobanovoNode);

        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync(
            "lobanovo", Say(sent.Container, Efremov, ReceiptKind.Delivered, "efremov", "tula", 1, region.Time.GetUtcNow()), CancellationToken.None));

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_relay_that_may_not_carry_a_mark_any_more_is_not_given_it()
    {
        var region = await OpenAsync();
        NodeEntry MayRelay(NodeEntry node) => node.Id == "efremov" ? node with { MayRelay = ["ДСП"] } : node;
        await TakeAsync(Successor(2, MayRelay, row => row), [.. region.Nodes]);
        region.Stop("efremov");
        var document = VirtualMail.Document(Government, [Lobanovo], asked: null);
        var marked = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(
            VirtualMail.Of(document with { Documents = [document.Documents[0] with { Access = new SevTerm { Text = "ДСП" } }] }, Government) with { DeliverBy = Start.AddHours(2) },
            CancellationToken.None));
        await TakeAsync(Successor(3, node => node, row => row), region.Tula);
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromHours(3));

        Assert.Equal(["Accepted tula", "Undelivered tula"], await region.Tula.TimelineAsync(marked.Container.MessageId, Lobanovo));
        Assert.DoesNotContain("efremov container", region.Tula.Link.Tried);
    }

    private static async Task<IncomingContainer> OctetsAsync(VirtualNode node, AdmissionResult.Accepted sent)
    {
        var octets = await node.OctetsOfAsync(sent.Container);
        return new IncomingContainer(
            "tula", sent.Container.MessageId, Government, [.. sent.Deliveries.Select(delivery => delivery.Recipient)], ["tula"], node.Gateway.Directory.Current.Serial,
            SHA256.HashData(octets), new MemoryStream(octets))
        {
            Container = sent.Container.Digest,
        };
    }

    /// <summary>One node works until another holds what it brings.</summary>
    private static async Task StepUntilHeldAsync(VirtualNode from, VirtualNode to, AdmissionResult.Accepted sent)
    {
        for (var step = 0; step < 5 && await IsEmptyAsync(); step++) await from.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        Assert.False(await IsEmptyAsync());

        async Task<bool> IsEmptyAsync() => (await to.ReadAsync(journal => journal.HeldOf(sent.Container.Digest))).Count == 0;
    }
}

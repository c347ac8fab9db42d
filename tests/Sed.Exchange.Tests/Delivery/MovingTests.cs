using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.ForeignReceipts;
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

    [Fact]
    public async Task A_debt_to_an_origin_that_is_gone_is_told_to_the_sender_that_came_here()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Stop("lobanovo");
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList()));

        await TakeAsync(
            Successor(2, entry => entry.Id == "lobanovo" ? null : entry, row => row.Id == Lobanovo ? row with { Node = "efremov" } : row), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Collected"], await FeedAsync(region.EfremovNode, Lobanovo, sent.Container.MessageId));
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
    }

    [Fact]
    public async Task A_copy_after_the_sender_is_passed_on_by_who_still_owes_the_same_to_the_origin()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Successor(2, entry => entry, row => row.Id == Lobanovo ? row with { Node = "tula" } : row), [.. region.Nodes]);

        // The origin has it, its answer is lost, and its only way after the sender leads over who sent it.
        region.EfremovNode.Link.Fault = peer => peer == "lobanovo" ? new WireFault.AnswerLost() : null;
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromHours(1));
        region.EfremovNode.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Collected"], await FeedAsync(region.Tula, Lobanovo, sent.Container.MessageId));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task Who_may_not_say_it_is_not_believed_by_the_feed_of_a_sender_that_has_moved()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.EfremovNode, Efremov, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Efremov, "tula"), [.. region.Nodes]);
        foreach (var kind in new[] { ReceiptKind.Undelivered, ReceiptKind.Delivered })
            await region.Tula.Gateway.Receipts.ReceiveAsync(
                "lobanovo", Say(sent.Container, Government, kind, "lobanovo", "efremov", 2, region.Time.GetUtcNow()), CancellationToken.None);
        await region.RunAsync(Minutes);

        Assert.Empty(await FeedAsync(region.Tula, Efremov, sent.Container.MessageId));
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
    public async Task A_sender_that_moved_hears_at_its_new_node_what_its_origin_hears()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.EfremovNode, Efremov, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Efremov, "tula"), region.Tula, region.EfremovNode);
        await region.RestartAsync("lobanovo");
        await region.RunAsync(Minutes);
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(Minutes);

        Assert.Equal(["Accepted efremov", "Delivered lobanovo", "Collected lobanovo"], await region.EfremovNode.TimelineAsync(sent.Container.MessageId, Lobanovo));
        Assert.Equal(["Delivered", "Collected"], await FeedAsync(region.Tula, Efremov, sent.Container.MessageId));
        Assert.Empty(await AlarmsAsync(region));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task A_sender_that_moved_to_the_node_that_passed_its_letter_on_hears_there_too()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Lobanovo, "efremov"), [.. region.Nodes]);
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minutes);

        Assert.Equal(["Collected"], await FeedAsync(region.EfremovNode, Lobanovo, sent.Container.MessageId));
        Assert.Equal(DeliveryState.Collected, await region.LobanovoNode.StateAsync(sent.Container.MessageId, Government));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task A_sender_that_moved_to_where_its_letter_arrives_hears_there_too()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await TakeAsync(Moved(2, Government, "efremov"), region.Tula);
        await region.RestartAsync("efremov");
        await region.RunAsync(Minutes);
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minutes);

        Assert.Equal(["Delivered", "Collected"], await FeedAsync(region.EfremovNode, Government, sent.Container.MessageId));
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Empty(await AlarmsAsync(region));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task A_sender_hears_at_the_node_that_passed_its_receipts_on_before_it_knew_that_he_comes()
    {
        var region = await OpenAsync();
        region.Stop("tula");
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Moved(2, Lobanovo, "efremov"), region.LobanovoNode);
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("Delivered tula", await region.LobanovoNode.TimelineAsync(sent.Container.MessageId, Government));

        await TakeAsync(Moved(2, Lobanovo, "efremov"), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Delivered"], (await FeedAsync(region.EfremovNode, Lobanovo, sent.Container.MessageId)).Where(kind => kind != "Relayed"));
        await IsPaidAsync(region);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_that_came_back_is_owed_no_copy_where_it_was_meanwhile(bool overRelay)
    {
        var region = await OpenAsync();
        byte[] At(long serial, string home) => Successor(
            serial, entry => entry with { ThroughParentOnly = overRelay && entry.ThroughParentOnly }, row => row.Id == Government ? row with { Node = home } : row);
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(At(2, "lobanovo"), [.. region.Nodes]);
        region.Stop("lobanovo");
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minutes);
        Assert.Single(await (overRelay ? region.EfremovNode : region.Tula).ReadAsync(journal => journal.AllOwedReceipts().ToList()));

        await region.RestartAsync("lobanovo");
        await TakeAsync(At(3, "tula"), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromHours(1));

        await IsPaidAsync(region);
        Assert.Equal("Collected", (await FeedAsync(region.Tula, Government, sent.Container.MessageId))[^1]);
    }

    [Fact]
    public async Task A_sender_that_moved_on_before_its_copy_came_is_followed_and_not_sent_for_where_it_was()
    {
        // Seed 980000934: the settlement's node, by the newest directory, sent the copy back to the origin, and the origin again to it.
        var region = await OpenAsync();
        byte[] At(long serial, string home) => Successor(serial, entry => entry, row => row.Id == Efremov ? row with { Node = home } : row);
        var sent = await SendAsync(region.EfremovNode, Efremov, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(At(2, "lobanovo"), [.. region.Nodes]);
        region.Stop("lobanovo");
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minutes);
        Assert.Equal("lobanovo", Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList())).ToNode);

        await region.RestartAsync("lobanovo");
        await TakeAsync(At(3, "tula"), [.. region.Nodes]);
        await region.RunAsync(TimeSpan.FromHours(1));

        await IsPaidAsync(region);
        Assert.Equal(DeliveryState.Collected, await region.EfremovNode.StateAsync(sent.Container.MessageId, Government));
    }

    [Fact]
    public async Task Where_the_origin_is_gone_its_senders_new_node_takes_its_place()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.EfremovNode, Efremov, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Stop("efremov");
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minutes);

        // The district's node is closed, and its settlement hangs on the region's.
        await region.RestartAsync("lobanovo");
        await TakeAsync(
            Successor(2, node => node.Id == "efremov" ? null : node.Id == "lobanovo" ? node with { Parent = "tula" } : node, row => row.Id == Efremov ? row with { Node = "lobanovo" } : row),
            region.Tula, region.LobanovoNode);
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Collected"], await FeedAsync(region.LobanovoNode, Efremov, sent.Container.MessageId));
        await IsPaidAsync(region);
    }

    [Fact]
    public async Task A_receipt_whose_way_leads_back_stays_with_whoever_brings_it_until_the_directories_agree()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Stop("lobanovo");

        // By the newer directory the settlement hangs on the region's node; the region's still goes through the district's.
        await TakeAsync(Successor(2, node => node.Id == "lobanovo" ? node with { Parent = "tula" } : node, row => row), region.EfremovNode);
        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(region.Tula.Link.Tried, tried => tried == "efremov receipt");
        Assert.Equal(2, region.Tula.Gateway.Directory.Current.Serial);
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
        await region.RestartAsync("lobanovo");
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.LobanovoNode.StateAsync(sent.Container.MessageId, Government));
        await IsPaidAsync(region);
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

    /// <summary>The first directory with one mailbox elsewhere, and everybody reachable by everybody.</summary>
    private static byte[] Moved(long serial, Guid organisation, string node) =>
        Successor(serial, entry => entry with { ThroughParentOnly = false }, row => row.Id == organisation ? row with { Node = node } : row);

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

    private static Task<List<string>> FeedAsync(VirtualNode node, Guid organisation, Guid message) => node.ReadAsync(journal =>
        journal.EventsAfter(0, [organisation], 1000).Where(line => line.MessageId == message && line.ReceiptId is not null).Select(line => line.Kind).ToList());

    private static async Task<List<string?>> AlarmsAsync(VirtualRegion region)
    {
        var alarms = new List<string?>();
        foreach (var node in region.Nodes)
            alarms.AddRange(await node.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(line => line.Kind == EventKinds.Alarm).Select(line => line.Detail).ToList()));
        return alarms;
    }

    private static async Task IsPaidAsync(VirtualRegion region)
    {
        foreach (var node in region.Nodes) Assert.Empty(await node.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
    }
}

using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.ForeignReceipts;
using static Sed.Exchange.Tests.Delivery.Moves;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Senders move while receipts are under way to them: what was said to the origin of old is told where the sender is now, once.</summary>
public sealed class MovedSenderTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);

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
}

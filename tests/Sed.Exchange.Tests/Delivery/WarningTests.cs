using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

public sealed class WarningTests
{
    [Fact]
    public async Task The_sender_hears_once_that_a_deadline_is_near_and_from_whom_nothing_comes()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(53));
        Assert.Empty(await ToldAsync(region.Tula, EventKinds.DeliveryLate));

        await region.RunAsync(TimeSpan.FromHours(2));
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromHours(2));

        var late = Assert.Single(await ToldAsync(region.Tula, EventKinds.DeliveryLate));
        Assert.Equal(Start.AddHours(54), late.At);
        Assert.Equal((Government, (Guid?)sent.Container.MessageId, (Guid?)Efremov), (late.Organisation!.Value, late.MessageId, late.Counterpart));
        Assert.Matches($"^due by 2026-03-05T06:00:00Z, last holder tula, attempts [0-9]+, last error {PeerCodes.Unreachable}$", late.Detail);
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task The_next_node_is_named_when_it_answers_for_the_message()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromHours(56));
        Assert.Contains("last holder efremov", Assert.Single(await ToldAsync(region.Tula, EventKinds.DeliveryLate)).Detail, StringComparison.Ordinal);

        // A relay has no sender of its own to tell.
        Assert.Empty(await ToldAsync(region.EfremovNode, EventKinds.DeliveryLate));
    }

    [Fact]
    public async Task Nothing_is_late_that_an_installation_has_taken_though_the_proof_is_still_to_come()
    {
        var region = await OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.AnswerLost();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(TimeSpan.FromHours(60));

        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Empty(await ToldAsync(region.Tula, EventKinds.DeliveryLate));
        Assert.Null(await region.Tula.ReadAsync(journal => journal.NextWarning()));
    }

    [Fact]
    public async Task Nothing_is_late_that_arrived()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Efremov, Lobanovo, Moscow]);
        await region.RunAsync(TimeSpan.FromHours(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.LobanovoNode.TakeAllAsync(Lobanovo);
        await region.Tula.TakeAllAsync(Moscow);
        await region.RunAsync(TimeSpan.FromHours(80));
        foreach (var node in region.Nodes)
        {
            Assert.Empty(await ToldAsync(node, EventKinds.DeliveryLate));
            Assert.Empty(await ToldAsync(node, EventKinds.Uncollected));
            Assert.Null(await node.ReadAsync(journal => journal.NextWarning()));
        }
    }

    [Fact]
    public async Task A_clock_in_doubt_warns_of_nothing_and_what_it_put_off_is_told_in_time()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        await SendAsync(region.Tula, Government, [Efremov]);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        // Uncollected, by this clock, is what came days ago; and what comes now would be warned of in days.
        region.Skews["tula"] = TimeSpan.FromDays(5);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        foreach (var kind in new[] { EventKinds.DeliveryLate, EventKinds.Uncollected }) Assert.Empty(await ToldAsync(region.Tula, kind));

        region.Skews["tula"] = TimeSpan.Zero;
        await region.RunAsync(TimeSpan.FromHours(26));
        Assert.NotEmpty(await ToldAsync(region.Tula, EventKinds.Uncollected));
        await region.RunAsync(TimeSpan.FromHours(30));
        Assert.Single(await ToldAsync(region.Tula, EventKinds.DeliveryLate));
    }

    [Fact]
    public async Task Of_a_short_time_to_deliver_the_last_quarter_is_late()
    {
        var region = await OpenAsync(new DeliveryOptions { DeliverBy = TimeSpan.FromHours(4) });
        region.Stop("efremov");
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(179));
        Assert.Empty(await ToldAsync(region.Tula, EventKinds.DeliveryLate));
        await region.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Single(await ToldAsync(region.Tula, EventKinds.DeliveryLate));
    }

    [Fact]
    public async Task Of_mail_that_nobody_takes_both_sides_hear_once_and_it_stays_where_it_is()
    {
        var region = await OpenAsync();
        var one = await SendAsync(region.Tula, Government, [Efremov]);
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(23));
        Assert.Empty(await ToldAsync(region.Tula, EventKinds.Uncollected));
        Assert.Empty(await ToldAsync(region.EfremovNode, EventKinds.Uncollected));

        await region.RunAsync(TimeSpan.FromHours(2));
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromHours(30));

        var recipients = await ToldAsync(region.EfremovNode, EventKinds.Uncollected);
        var senders = await ToldAsync(region.Tula, EventKinds.Uncollected);
        Assert.Equal([Efremov, Efremov], recipients.Select(row => row.Organisation!.Value));
        Assert.Equal([Government, Government], senders.Select(row => row.Organisation!.Value));
        Assert.Single(senders, row => row.MessageId == one.Container.MessageId && row.Counterpart == Efremov);

        // The administrator of the recipient's node hears of the installation, not of every letter.
        var alarm = Assert.Single(await ToldAsync(region.EfremovNode, EventKinds.Alarm));
        Assert.Equal($"uncollected: 2 more message(s) for {Efremov}", alarm.Detail);
        Assert.Empty(await ToldAsync(region.Tula, EventKinds.Alarm));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(one.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Waiting, await region.EfremovNode.StateAsync(one.Container.MessageId, Efremov, Lane.In));
        Assert.Equal(2, (await region.EfremovNode.TakeAllAsync(Efremov)).Count);
    }

    [Fact]
    public async Task What_is_leased_and_not_settled_is_uncollected_too()
    {
        var region = await OpenAsync(new DeliveryOptions { Uncollected = TimeSpan.FromMinutes(3) });
        await SendAsync(region.Tula, Government, [Moscow]);
        Assert.Single(await region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "one", 10, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal([Moscow, Government], (await ToldAsync(region.Tula, EventKinds.Uncollected)).Select(row => row.Organisation!.Value).OrderDescending());
    }

    private static async Task<List<EventRow>> ToldAsync(VirtualNode node, string kind) =>
        await node.ReadAsync(journal => journal.EventsAfter(0, null, 10000).Where(row => row.Kind == kind).ToList());
}

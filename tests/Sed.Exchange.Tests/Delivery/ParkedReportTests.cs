using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages.Sev;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Reports whose document is not known at the addressee's node: kept back, let go when it comes, handed over marked when it does not.</summary>
public sealed class ParkedReportTests
{
    [Fact]
    public async Task A_report_about_a_document_sent_by_another_way_is_handed_over_marked_before_its_time_to_deliver_ends()
    {
        var region = await OpenAsync();
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        // Not waiting in the mailbox, so nobody says Delivered; durable here, so somebody answers for it.
        Assert.Equal(DeliveryState.Sent, await region.EfremovNode.StateAsync(report.Container.MessageId, Government));
        Assert.Equal(["Accepted efremov", "Relayed tula"], await region.EfremovNode.TimelineAsync(report.Container.MessageId, Government));
        Assert.Empty(await region.Tula.Gateway.Mailbox.ListAsync([Government], 10, TimeSpan.Zero, CancellationToken.None));
        var parked = Assert.Single(await ParkedAsync(region));
        Assert.InRange(parked.Until, Start.AddHours(64), Start.AddHours(65));

        await region.RunAsync(TimeSpan.FromHours(64));
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(TimeSpan.FromHours(2));
        var item = Assert.Single(await region.Tula.TakeAllAsync(Government));
        Assert.True(item.Delivery.Unmatched);
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(report.Container.MessageId, Government));
        Assert.Empty(await ParkedAsync(region));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllHeld().ToList()));
    }

    [Fact]
    public async Task A_report_for_a_body_whose_mailbox_has_moved_waits_for_nothing_because_its_document_went_from_elsewhere()
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(row => row, row => row.Id == Government ? row with { Node = "lobanovo" } : row), [.. region.Nodes]);
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.True(Assert.Single(await region.LobanovoNode.TakeAllAsync(Government)).Delivery.Unmatched);
        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(report.Container.MessageId, Government));
    }

    [Fact]
    public async Task When_the_document_comes_its_reports_are_let_go_at_once_in_the_order_they_came()
    {
        var region = await OpenAsync();
        var document = Elsewhere();
        var other = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Reception(Elsewhere(), Efremov), Efremov);
        var sent = new List<Guid>();
        foreach (var report in new[] { VirtualMail.Reception(document, Efremov), VirtualMail.Registration(document, Efremov), VirtualMail.Redirection(document, Efremov) })
        {
            region.Time.Advance(TimeSpan.FromSeconds(1));
            sent.Add((await VirtualMail.SendAsync(region.EfremovNode, report, Efremov)).Container.MessageId);
            await region.RunAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(4, (await ParkedAsync(region)).Count);
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var items = await region.Tula.TakeAllAsync(Government);
        Assert.Equal(sent, items.Select(item => item.Delivery.MessageId));
        Assert.All(items, item => Assert.False(item.Delivery.Unmatched));
        Assert.Equal(
            ["Accepted tula", "Delivered efremov", "Progress efremov", "Registered efremov"],
            (await region.Tula.TimelineAsync(message, Efremov)).Order());
        Assert.Equal(other.Container.Digest, Assert.Single(await ParkedAsync(region)).Container);
    }

    [Fact]
    public async Task Of_one_reporter_only_so_many_are_kept_back()
    {
        var region = await OpenAsync(new DeliveryOptions { ParkedAtOnce = 2 });
        for (var number = 0; number < 3; number++)
        {
            await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
            await region.RunAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, (await ParkedAsync(region)).Count);
        Assert.True(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
    }

    [Fact]
    public async Task A_report_after_its_document_waits_for_nothing()
    {
        var region = await OpenAsync();
        var document = Elsewhere();
        await VirtualMail.SendAsync(region.Tula, document, Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Accepted efremov", "Delivered tula"], await region.EfremovNode.TimelineAsync(report.Container.MessageId, Government));
        Assert.False(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
    }

    [Fact]
    public async Task A_document_of_the_same_sender_that_is_not_meant_lets_nothing_go()
    {
        var region = await OpenAsync();
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await VirtualMail.SendAsync(region.Tula, Elsewhere(), Government);
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Moscow], null), Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ParkedAsync(region));
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_node_that_dies_keeps_what_is_parked()
    {
        var region = await OpenAsync();
        var document = Elsewhere();
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await ParkedAsync(region));

        // It dies again between the commit that lets it go and the verdict.
        await VirtualMail.SendAsync(region.Tula, document, Government);
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(report.Container.MessageId, Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.MessageId);
        Assert.Empty(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task The_same_report_again_is_answered_with_the_same_receipt_while_it_is_parked()
    {
        var region = await OpenAsync();
        region.EfremovNode.Link.Fault = Once(new Doubles.WireFault.Twice());
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ParkedAsync(region));
        Assert.Equal(["Accepted efremov", "Relayed tula"], await region.EfremovNode.TimelineAsync(report.Container.MessageId, Government));
    }

    [Fact]
    public async Task One_that_was_held_for_its_verdict_is_parked_after_it()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var document = Elsewhere();
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await ParkedAsync(region));

        await VirtualMail.SendAsync(region.Tula, document, Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.False(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
    }

    [Fact]
    public async Task Without_parking_it_is_handed_over_at_once_and_marked()
    {
        var region = await OpenAsync(new DeliveryOptions { ParkReports = TimeSpan.Zero });
        var report = await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(Elsewhere(), Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Accepted efremov", "Delivered tula"], await region.EfremovNode.TimelineAsync(report.Container.MessageId, Government));
        Assert.True(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
    }

    [Fact]
    public async Task On_one_node_no_report_can_come_before_its_document_so_none_waits()
    {
        var region = await OpenAsync();
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Registration(VirtualMail.Document(Government, [Moscow], null), Moscow), Moscow);
        Assert.True(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
    }

    [Fact]
    public async Task What_a_restored_node_had_parked_is_parked_again()
    {
        var region = await OpenAsync();
        var backup = region.BackUp("tula");
        region.Time.Advance(TimeSpan.FromMinutes(1));
        var document = Elsewhere();
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.RestoreAsync(backup);
        await region.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Single(await ParkedAsync(region));

        await VirtualMail.SendAsync(region.Tula, document, Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.Tula.TakeAllAsync(Government));
    }

    [Fact]
    public async Task A_restored_origin_knows_its_document_again_before_it_would_wait_for_it()
    {
        var region = await OpenAsync();
        var backup = region.BackUp("tula");
        region.Time.Advance(TimeSpan.FromMinutes(1));
        var document = Elsewhere();
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.RestoreAsync(backup);
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        Assert.False(Assert.Single(await region.Tula.TakeAllAsync(Government)).Delivery.Unmatched);
        Assert.Contains("Registered efremov", await region.Tula.TimelineAsync(message, Efremov));
    }

    private static SevDocInfo Elsewhere() => VirtualMail.Document(Government, [Efremov], null);

    private static Task<List<ParkedReportRow>> ParkedAsync(VirtualRegion region) => region.Tula.ReadAsync(journal => journal.AllParkedReports().ToList());

    private static Func<string, Doubles.WireFault?> Once(Doubles.WireFault fault)
    {
        Doubles.WireFault? next = fault;
        return _ => Interlocked.Exchange(ref next, null);
    }
}

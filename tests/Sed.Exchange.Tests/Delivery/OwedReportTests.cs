using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What a sender asked for, what came of it, and what is overdue.</summary>
public sealed class OwedReportTests
{
    [Fact]
    public async Task Both_nodes_know_what_is_asked_for_and_until_when()
    {
        var (region, _, message) = await LetterAsync(SevSubscriptions.Everything(30));
        foreach (var node in new[] { region.Tula, region.EfremovNode })
        {
            var owed = await OwedAsync(region, node, message);
            // Nothing can be said about visas and signatures of a document that is no project, though it asks for everything.
            Assert.Equal(7, owed.Count);
            Assert.All(owed, report => Assert.Equal((OwedReportState.Owed, Start.AddDays(30)), (report.State, report.Until)));
        }
    }

    [Fact]
    public async Task Only_what_is_included_is_owed()
    {
        var asked = SevSubscriptions.Everything(1);
        var no = new SevSubscription { Include = false };
        asked = asked with { Forwarding = no, Consideration = no, Report = no, Redirection = no, Answer = no, VisaDirection = null, SignDirection = null, VisaInformation = null, SignInformation = null };
        var (region, _, message) = await LetterAsync(asked);
        Assert.Equal([ReportKinds.Reception, ReportKinds.Registration], (await OwedAsync(region, region.Tula, message)).Select(owed => owed.Kind));
    }

    [Fact]
    public async Task Without_a_subscription_nothing_is_owed()
    {
        var (region, _, message) = await LetterAsync(null);
        Assert.Empty(await OwedAsync(region, region.Tula, message));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllSubscriptions().ToList()));
    }

    [Fact]
    public void A_node_that_says_it_delivered_at_the_end_of_time_puts_off_nothing()
    {
        var asked = Rows.Subscription(1, 2) with { Days = 30 };
        var lie = Rows.Receipt(1, 1) with { IssuedAt = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero) };
        Assert.Equal(lie.StoredAt.AddDays(30), OwedReports.Until(asked, [lie]));
    }

    [Fact]
    public async Task A_report_pays_its_kind_and_a_receipt_what_it_says_itself()
    {
        var (region, document, message) = await LetterAsync(SevSubscriptions.Everything(30));
        await region.EfremovNode.TakeAllAsync(Efremov);
        var report = (await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov)).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));

        foreach (var node in new[] { region.Tula, region.EfremovNode })
        {
            var owed = (await OwedAsync(region, node, message)).ToDictionary(one => one.Kind);
            Assert.Equal((OwedReportState.Received, report.MessageId), (owed[ReportKinds.Registration].State, owed[ReportKinds.Registration].ReportMessageId));
            Assert.Equal(report.SentAt, owed[ReportKinds.Registration].ReceivedAt);
            Assert.Equal(OwedReportState.Received, owed[ReportKinds.Reception].State);
            Assert.NotNull(owed[ReportKinds.Reception].ReceiptId);
            Assert.Equal(OwedReportState.Owed, owed[ReportKinds.Answer].State);
        }
    }

    [Fact]
    public async Task What_is_due_becomes_overdue_and_the_sender_is_told_once_for_each_kind()
    {
        var (region, _, message) = await LetterAsync(SevSubscriptions.Everything(1));
        await region.RunAsync(TimeSpan.FromHours(23));
        Assert.Empty(await ToldAsync(region));
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromDays(3));

        var told = await ToldAsync(region);
        Assert.Equal(["Reception", "Registration"], told.Select(line => line.Detail!.Split(' ')[0]));
        Assert.All(told, line => Assert.Equal((Government, message, Efremov), (line.Organisation!.Value, line.MessageId!.Value, line.Counterpart!.Value)));
        var owed = (await OwedAsync(region, region.Tula, message)).ToDictionary(one => one.Kind, one => one.State);
        Assert.Equal(OwedReportState.Overdue, owed[ReportKinds.Registration]);
        Assert.Equal(OwedReportState.Ended, owed[ReportKinds.Answer]);

        // The recipient's node tells nobody: it is the sender who asked.
        Assert.DoesNotContain(await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000)), line => line.Kind == EventKinds.ReportOverdue);
    }

    [Fact]
    public async Task Telling_survives_a_disk_that_refuses()
    {
        var (region, _, _) = await LetterAsync(SevSubscriptions.Everything(1));
        await region.RunAsync(TimeSpan.FromHours(23));
        region.Time.Advance(TimeSpan.FromHours(2));
        region.Tula.Journal.Fault = () => new JournalException("disk full", isTransient: true);
        await Assert.ThrowsAsync<JournalException>(() => region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None));
        Assert.Empty(await ToldAsync(region));
        region.Tula.Journal.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await ToldAsync(region)).Count);
    }

    [Fact]
    public async Task What_came_in_time_is_not_told_and_what_came_late_counts()
    {
        var (region, document, message) = await LetterAsync(SevSubscriptions.Everything(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromDays(2));
        Assert.Equal("Registration", Assert.Single(await ToldAsync(region)).Detail!.Split(' ')[0]);

        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var owed = (await OwedAsync(region, region.Tula, message)).Single(one => one.Kind == ReportKinds.Registration);
        Assert.Equal(OwedReportState.Received, owed.State);
        Assert.True(owed.ReceivedAt > owed.Until);
    }

    [Fact]
    public async Task The_days_count_from_the_delivery()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var document = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(1));
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromHours(40));
        Assert.All(await OwedAsync(region, region.Tula, message), owed => Assert.Equal(OwedReportState.Owed, owed.State));

        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Empty(await ToldAsync(region));
        var until = (await OwedAsync(region, region.Tula, message))[0].Until;
        Assert.InRange(until, Start.AddHours(64), Start.AddHours(65));
        Assert.Equal(until, (await OwedAsync(region, region.EfremovNode, message))[0].Until);
        await region.RunAsync(TimeSpan.FromHours(24));
        Assert.Equal(2, (await ToldAsync(region)).Count);
    }

    [Fact]
    public async Task Nothing_is_owed_about_a_document_that_never_came()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var document = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(1));
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromDays(4));

        Assert.All(await OwedAsync(region, region.Tula, message), owed => Assert.Equal(OwedReportState.Ended, owed.State));
        Assert.Empty(await ToldAsync(region));
    }

    [Fact]
    public async Task On_one_node_the_sender_is_told_all_the_same()
    {
        var region = await OpenAsync();
        var message = (await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Moscow], SevSubscriptions.Everything(1)), Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromHours(25));
        Assert.Equal(2, (await ToldAsync(region)).Count(line => line.MessageId == message));
    }

    [Fact]
    public async Task A_restored_node_knows_again_what_it_had_asked_for()
    {
        var region = await OpenAsync();
        var backup = region.BackUp("tula");
        region.Time.Advance(TimeSpan.FromMinutes(1));
        var document = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(1));
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.RestoreAsync(backup);
        await region.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(7, (await OwedAsync(region, region.Tula, message)).Count);
        await region.RunAsync(TimeSpan.FromHours(25));
        Assert.Equal(2, (await ToldAsync(region)).Count);
    }

    private static async Task<(VirtualRegion Region, SevDocInfo Document, Guid Message)> LetterAsync(SevSubscriptions? asked)
    {
        var region = await OpenAsync();
        var document = VirtualMail.Document(Government, [Efremov], asked);
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return (region, document, message);
    }

    private static Task<IReadOnlyList<OwedReport>> OwedAsync(VirtualRegion region, VirtualNode node, Guid message) => node.ReadAsync(journal =>
        StatusView.Read(journal, message, region.Time.GetUtcNow())!.Deliveries.Single().OwedReports);

    private static Task<List<EventRow>> ToldAsync(VirtualRegion region) => region.Tula.ReadAsync(journal =>
        journal.EventsAfter(0, [Government], 10000).Where(line => line.Kind == EventKinds.ReportOverdue).ToList());
}

using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Which document a report is about (§10 of the facts), and into whose timeline it never goes.</summary>
public sealed class CorrelationTests
{
    [Fact]
    public async Task A_report_is_tied_by_its_return_code()
    {
        var (region, document, message) = await LetterAsync();
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var said = Assert.Single(await ReportsAsync(region.Tula, message));
        Assert.Equal((ReportEvent.Registered, ReportKinds.Registration, Efremov), (said.Event, said.Kinds, said.Recipient));
        Assert.Equal(new PackageNumber("5", new DateOnly(2026, 3, 3)), said.Number);
        Assert.Equal(["Accepted tula", "Delivered efremov", "Registered efremov"], await region.Tula.TimelineAsync(message, Efremov));
        Assert.Contains("Registered efremov", await region.EfremovNode.TimelineAsync(message, Efremov));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(" Unknown ")]
    [InlineData("")]
    [InlineData("of-another-system")]
    public async Task Without_a_usable_return_code_it_is_tied_by_uid_number_and_date(string returnId)
    {
        var (region, document, message) = await LetterAsync();
        await VirtualMail.SendAsync(region.EfremovNode, Dashed(VirtualMail.Registration(document, Efremov).WithReturnId(returnId)), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ReportsAsync(region.Tula, message));
    }

    [Fact]
    public async Task Who_knows_the_names_of_a_document_crowds_it_out_by_no_number_of_letters()
    {
        var (region, document, message) = await LetterAsync();
        for (var letter = 0; letter < 101; letter++)
        {
            var twin = VirtualMail.Document(Moscow, [Efremov], null, document.Header.ReturnId);
            await VirtualMail.SendAsync(region.Tula, twin with { Documents = [document.Documents[0]] }, Moscow);
        }

        await region.RunAsync(TimeSpan.FromMinutes(1));
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ReportsAsync(region.Tula, message));
    }

    [Fact]
    public async Task The_uid_with_another_number_is_another_document()
    {
        var (region, document, message) = await LetterAsync();
        var other = VirtualMail.Registration(document, Efremov).WithReturnId(SevHeader.UnknownReturnId);
        other = other with
        {
            Notification = other.Notification with { InitialDocument = other.Notification.InitialDocument with { Number = "1-2/4" } },
        };
        await VirtualMail.SendAsync(region.EfremovNode, other, Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await ReportsAsync(region.Tula, message));
    }

    [Fact]
    public async Task What_is_named_goes_before_the_return_code()
    {
        var (region, document, message) = await LetterAsync();
        var newer = VirtualMail.Document(Government, [Efremov], null, document.Header.ReturnId);
        var later = (await VirtualMail.SendAsync(region.Tula, newer, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Reception(newer, Efremov), Efremov, inReplyTo: message);
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(newer, Efremov), Efremov);

        // Two messages under one return code: the UID tells which, not the age.
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Redirection(document, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([ReportEvent.Reception, ReportEvent.Progress], (await ReportsAsync(region.Tula, message)).Select(said => said.Event).Order());
        Assert.Equal([ReportEvent.Registered], (await ReportsAsync(region.Tula, later)).Select(said => said.Event));
    }

    [Fact]
    public async Task A_report_of_somebody_else_enters_nobodys_timeline()
    {
        var (region, document, message) = await LetterAsync();
        await VirtualMail.SendAsync(region.LobanovoNode, VirtualMail.Registration(document, Lobanovo), Lobanovo, inReplyTo: message);
        await VirtualMail.SendAsync(region.Tula, VirtualMail.Registration(document, Moscow), Moscow, inReplyTo: message);
        await region.RunAsync(TimeSpan.FromDays(4));

        Assert.Empty(await ReportsAsync(region.Tula, message));
        foreach (var node in region.Nodes) Assert.Empty(await node.ReadAsync(journal => journal.AllReports().ToList()));
    }

    [Fact]
    public async Task A_report_told_to_somebody_else_enters_nobodys_timeline()
    {
        var (region, document, message) = await LetterAsync();
        var report = VirtualMail.Registration(document, Efremov);
        report = report with { Header = report.Header with { Recipient = VirtualMail.Document(Efremov, [Moscow], null).Header.Recipient } };
        await VirtualMail.SendAsync(region.EfremovNode, report, Efremov, inReplyTo: message);
        await region.RunAsync(TimeSpan.FromDays(4));

        Assert.Empty(await ReportsAsync(region.Tula, message));
    }

    [Fact]
    public async Task Two_senders_with_one_return_code_each_hear_of_their_own()
    {
        var region = await OpenAsync();
        var mine = VirtualMail.Document(Government, [Efremov], null, "0001");
        var theirs = VirtualMail.Document(Moscow, [Efremov], null, "0001");
        var first = (await VirtualMail.SendAsync(region.Tula, mine, Government)).Container.MessageId;
        region.Time.Advance(TimeSpan.FromSeconds(1));
        var second = (await VirtualMail.SendAsync(region.Tula, theirs, Moscow)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(mine, Efremov), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ReportsAsync(region.Tula, first));
        Assert.Empty(await ReportsAsync(region.Tula, second, Moscow));
    }

    [Fact]
    public async Task The_same_report_again_says_nothing_again()
    {
        var (region, document, message) = await LetterAsync();
        var report = VirtualMail.Registration(document, Efremov);
        await VirtualMail.SendAsync(region.EfremovNode, report, Efremov);
        await VirtualMail.SendAsync(region.EfremovNode, report, Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ReportsAsync(region.Tula, message));
    }

    private static async Task<(VirtualRegion Region, SevDocInfo Document, Guid Message)> LetterAsync()
    {
        var region = await OpenAsync();
        var document = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(30));
        var message = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return (region, document, message);
    }

    private static Task<IReadOnlyList<ReportRow>> ReportsAsync(VirtualNode node, Guid message, Guid? sender = null) =>
        node.ReadAsync(journal => journal.ReportsOf(sender ?? Government, message));

    private static SevReport Dashed(SevReport report) => report with
    {
        Notification = report.Notification with
        {
            InitialDocument = report.Notification.InitialDocument with { Uid = Guid.Parse(report.Notification.InitialDocument.Uid).ToString("D").ToUpperInvariant() },
        },
    };
}

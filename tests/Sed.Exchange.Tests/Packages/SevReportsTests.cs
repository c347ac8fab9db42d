using System.Text;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class SevReportsTests
{
    private static readonly SevReportBasis Basis = new(
        Passports.Id(50),
        Passports.Noon,
        new SevSender { Contact = Passports.Contact("70628", "Лобановское"), Edms = new SevEdms { Uid = "our", Name = "Sed.Exchange" } });

    [Fact]
    public void Registration_carries_the_new_number_and_the_senders_own()
    {
        var number = new SevRegisteredNumber { Number = "вх-7", Date = new DateOnly(2026, 11, 24) };
        var facts = Read(SevReports.Registration(Passports.Letter(), Basis, number, Passports.Noon), out var report);
        Assert.Equal([ReportEvent.Registered], facts.Events);
        Assert.Equal(new PackageNumber("вх-7", new DateOnly(2026, 11, 24)), Assert.Single(facts.Reports).Number);
        Assert.Equal(PackageKind.Report, facts.Kind);
        Assert.Equal(Passports.Letter().Header.ReturnId, facts.ReturnCode);
        Assert.Equal(Passports.Letter().Documents[0].Uid, facts.DocumentUid);
        Assert.Equal("№ 12-01/45 от 20.11.2026", facts.Subject);
        Assert.Equal("70628", facts.Sender.Index);
        Assert.Equal("11111111111111111111111111111111", Assert.Single(facts.Recipients).Index);
        var document = Assert.Single(report.Documents);
        Assert.Equal((SevDocumentType.Incoming, false, "вх-7"), (document.Type, document.MainDocument, document.Registration.Number));
        Assert.Equal("12-01/45", document.Authors[0].Registration!.Number);
    }

    [Fact]
    public void Reception_says_when()
    {
        var facts = Read(SevReports.Reception(Passports.Letter(), Basis), out var report);
        Assert.Equal([ReportEvent.Reception], facts.Events);
        Assert.Equal(Passports.Noon, report.Notification.Reception!.Value.In(TimeSpan.Zero));
    }

    [Fact]
    public void Failure_has_three_lines_and_never_borrows_the_code_of_another_fault()
    {
        var facts = Read(SevReports.Failure(Passports.Letter(), Basis, SevRefusal.Because("Не наша\r\nкомпетенция.")), out var report);
        Assert.Equal([ReportEvent.RegistrationRefused], facts.Events);
        Assert.Equal(
            "Обнаружено: [Группа 9] Решение получателя.\n(1000) Не наша компетенция.\nРешено: Отказать в регистрации.",
            report.Notification.Failure!.Text);
        Assert.Equal(1000, report.Notification.Failure.Code);
        Assert.Null(report.Expansion);
    }

    [Fact]
    public void A_failure_for_our_own_peers_carries_a_code_for_programs()
    {
        var refusal = SevRefusal.Because("Нет подписи.") with { MachineCode = "SEDX-\"X\"" };
        Read(SevReports.Failure(Passports.Letter(), Basis, refusal), out var report);
        Assert.Equal("<refusal code=\"SEDX-&quot;X&quot;\" xmlns=\"urn:sed-exchange:sev-expansion:1\" />", Assert.Single(report.Expansion!.Content));
    }

    [Fact]
    public void An_answer_brings_its_card_and_its_files()
    {
        var answer = Passports.Letter().Documents[0] with { DocumentId = "5", MainDocument = false };
        var layout = SevFileLayout.Of(SevReport.FileName, [new SevAttachment("ответ.pdf", 10, Passports.Id(60), [new SevAttachedSignature("ответ.pdf.sig")])]);
        var facts = Read(
            SevReports.Answer(Passports.Letter(), Basis, answer, Passports.Noon, Passports.Term("СЭВ"), layout), out var report, "ответ.pdf", "ответ.pdf.sig");
        Assert.Equal([ReportEvent.Answer], facts.Events);
        Assert.Equal(new PackageSignature(2, 1, null), Assert.Single(facts.Signatures) with { Authors = [] });
        Assert.Equal("5", report.Notification.Answers[0].DocumentId);
    }

    [Fact]
    public void Forwarding_consideration_execution_and_redirection_are_progress()
    {
        var task = Passports.FullDocInfo().Tasks[0] with { Files = [], Executors = [], Parent = null };
        var contact = Passports.Contact("1", "Отдел");
        var letter = Passports.Letter();
        SevReport[] reports =
        [
            SevReports.Forwarding(letter, Basis, contact, Passports.Noon),
            SevReports.Consideration(letter, Basis, task, "initial"),
            SevReports.Execution(letter, Basis, task),
            SevReports.Redirection(letter, Basis, contact, Passports.Noon, Passports.Term("Почта")),
        ];
        Assert.All(reports, report => Assert.Equal([ReportEvent.Progress], Read(report, out _).Events));
    }

    [Fact]
    public void The_recipient_is_the_documents_sender_word_for_word_with_its_empty_elements()
    {
        var letter = Passports.Letter();
        var odd = new SevContact { Organization = new SevOrganization { Uid = " 1 ", ShortName = "Имя\"", FullName = "", Inn = "" } };
        var about = letter with { Header = letter.Header with { Sender = new SevSender { Contact = odd, Edms = letter.Header.Sender.Edms } } };
        var text = Encoding.UTF8.GetString(SevWriter.Write(SevReports.Reception(about, Basis)));
        Assert.Contains(
            "<Recipient><Contact><Organization UID=\" 1 \"><ShortName>Имя\"</ShortName><FullName /><INN /></Organization></Contact>"
            + "<EDMS UID=\"4313BCFDAD6A422EA375EF34BB248BCD\" Version=\"12.0.0\" /></Recipient>",
            text,
            StringComparison.Ordinal);
    }

    private static PackageFacts Read(SevReport written, out SevReport report, params string[] files)
    {
        var octets = SevWriter.Write(written);
        report = SevReader.Read(octets).Report!;
        var reading = TestPackage.Read([TestPackage.File("Report.xml", octets), .. files.Select(name => TestPackage.File(name, "x"))]);
        Assert.True(reading.Accepted, string.Join(", ", reading.Faults));
        return reading.Facts!;
    }
}
